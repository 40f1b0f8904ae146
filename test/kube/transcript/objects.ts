// Objects that the script writes.

export function configMap(name: string, data: object = { a: "1" }, labels?: object): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, ...(labels && { labels }) }, data };
}

export function container(name: string, more: object = {}): object {
  return { name, image: "nginx:1", ...more };
}

export function pod(name: string, more: object = {}, metadata: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, ...metadata },
    spec: { containers: [container("main")], ...more },
  };
}

export function deployment(name: string, more: object = {}): object {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            container("main", {
              env: [{ name: "A", value: "1" }],
              ports: [{ name: "http", containerPort: 80 }],
              resources: { requests: { cpu: "100m", memory: "64Mi" } },
            }),
          ],
        },
      },
      ...more,
    },
  };
}

export function service(name: string, more: object = {}): object {
  const ports = [{ name: "http", port: 80, targetPort: 8080 }];
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { selector: { app: name }, ports, ...more } };
}

export function seldonDeployment(name: string, more: object = {}): object {
  const graph = { name: "scorer", implementation: "SKLEARN_SERVER", modelUri: "gs://seldon-models/sklearn/iris" };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name },
    spec: { predictors: [{ name: "main", replicas: 1, graph, ...more }] },
  };
}

export function event(name: string, reason: string): object {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name },
    involvedObject: { apiVersion: "v1", kind: "Pod", name: "lonely", namespace: "{ns}" },
    reason,
    message: `${reason} happened`,
    type: "Warning",
    count: 3,
    firstTimestamp: "2026-01-01T00:00:00Z",
    lastTimestamp: "2026-01-01T00:00:00Z",
    source: { component: "kubelet", host: "node" },
  };
}
