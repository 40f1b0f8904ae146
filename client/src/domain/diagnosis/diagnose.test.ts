import { describe, expect, test } from "vitest";
import type { PreflightFacts } from "../deploy/preflight-facts.ts";
import {
  COMPLETED,
  CREATED,
  crashed,
  ended,
  READY,
  RUNNING,
  sampleDeployment,
  sampleEvent,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
} from "../health/sample-cluster.ts";
import type { EventObject, PodObject, RoutingObject, SeldonDeploymentObject } from "../health/objects.ts";
import type { Diagnosis } from "./cause.ts";
import { diagnose } from "./diagnose.ts";
import { Known, type Answer, type Change, type Need, type Parts } from "./known.ts";
import { nextNeeds } from "./next-needs.ts";

const NAME = { namespace: "models", name: "iris" };
const INIT = "classifier-model-initializer";
const EXECUTOR = "seldon-container-engine";
const WORKLOAD = sampleWorkload();
const SET = sampleReplicaSet(WORKLOAD, 2, 0);
const REMOTE_NOT_DEFINED = 'Failed to create file system for "s3://models/iris": didn\'t find section in config file';
const NO_MODEL = "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'";
const READY_CHECK = '{"msg":"Ready check failed","error":"dial tcp 127.0.0.1:9000: connect: connection refused"}';

/** A cluster that answers what it is asked. */
interface Cluster {
  readonly deployment?: SeldonDeploymentObject | undefined;
  readonly parts?: Parts;
  readonly events?: readonly EventObject[];
  /** By `container` and `container.previous`. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  readonly operator?: PreflightFacts;
  readonly operatorLog?: readonly string[];
  readonly gateways?: readonly string[];
  readonly changes?: readonly Change[];
  /** Status and body at the Service and through the ingress. */
  readonly answers?: Readonly<Record<"service" | "ingress", readonly [status: number, body: string]>>;
  /** Why nothing comes, by kind of need. */
  readonly refused?: Readonly<Partial<Record<Need["kind"], string>>>;
}

function answer(need: Need, cluster: Cluster): Answer {
  const why = cluster.refused?.[need.kind];
  if (why !== undefined) return { kind: "refused", why };
  switch (need.kind) {
    case "deployment":
      return { kind: "deployment", object: cluster.deployment };
    case "parts":
      return { kind: "parts", parts: { deployments: [WORKLOAD], replicaSets: [SET], pods: [], ...cluster.parts } };
    case "events": {
      const { kind, name } = need.about;
      const isAbout = ({ involvedObject }: EventObject): boolean =>
        involvedObject.kind === kind && involvedObject.name === name;
      return { kind: "events", events: (cluster.events ?? []).filter(isAbout) };
    }
    case "log":
      return {
        kind: "log",
        lines: cluster.logs?.[need.isPrevious ? `${need.container}.previous` : need.container] ?? [],
      };
    case "operator":
      return { kind: "operator", facts: cluster.operator ?? { now: CREATED, kubernetes: "v1.27.3" } };
    case "operator-log":
      return { kind: "operator-log", pod: "seldon-controller-manager-x", lines: cluster.operatorLog ?? [] };
    case "gateways":
      return { kind: "gateways", names: cluster.gateways ?? need.names };
    case "readiness":
      return {
        kind: "readiness",
        answers: need.calls.map(call => {
          const [status, body] = cluster.answers?.[call.through] ?? [200, ""];
          return { call, status, body };
        }),
      };
    case "changes":
      return { kind: "changes", changes: cluster.changes ?? [] };
  }
}

interface Walk {
  readonly diagnosis: Diagnosis;
  /** What was asked for, round by round. */
  readonly rounds: readonly (readonly string[])[];
}

function walk(cluster: Cluster, minutes = 5): Walk {
  const known = new Known(NAME, CREATED + minutes * 60_000);
  const rounds: string[][] = [];
  for (let needs = nextNeeds(known); needs.length > 0; needs = nextNeeds(known)) {
    rounds.push(needs.map(words));
    for (const need of needs) known.add(need, answer(need, cluster));
    if (rounds.length > 10) throw new Error("The walk does not end.");
  }
  return { diagnosis: diagnose(known), rounds };
}

function words(need: Need): string {
  switch (need.kind) {
    case "events":
      return `events of ${need.about.kind}`;
    case "log":
      return `${need.isPrevious ? "previous log" : "log"} of ${need.container}`;
    default:
      return need.kind;
  }
}

function withPod(...pods: readonly PodObject[]): Cluster {
  return { deployment: sampleDeployment(), parts: { pods } };
}

function textWith(part: string): unknown {
  return expect.stringContaining(part);
}

function modes({ diagnosis }: Walk): (string | undefined)[] {
  return diagnosis.causes.map(({ failureModes }) => failureModes[0]);
}

describe("the walk", () => {
  test("asks for more only where that tells more, and stops where a cause is found", () => {
    const { rounds } = walk({
      ...withPod(samplePod(SET, { [INIT]: ended(1) })),
      logs: { [INIT]: [REMOTE_NOT_DEFINED] },
    });
    expect(rounds).toEqual([
      ["deployment"],
      ["parts", "events of SeldonDeployment"],
      ["events of Deployment", "events of ReplicaSet", "events of Pod", `log of ${INIT}`],
    ]);
  });

  test("goes on to the executor, which is never to blame for a unit that does not listen (S13)", () => {
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: RUNNING, [EXECUTOR]: RUNNING });
    const { diagnosis, rounds } = walk({ ...withPod(pod), logs: { [EXECUTOR]: [READY_CHECK] } });
    expect(rounds.at(-1)).toEqual([`log of ${EXECUTOR}`]);
    expect(diagnosis).toMatchObject({ state: "starting", causes: [] });
  });

  test("looks into a few pods of many", () => {
    const pod = samplePod(SET, { [INIT]: ended(1) });
    const pods = Array.from({ length: 50 }, (_, index) => ({
      ...pod,
      metadata: { ...pod.metadata, name: `pod-${index}`, uid: `pod-${index}` },
    }));
    const { rounds } = walk({ ...withPod(...pods), logs: { [INIT]: [REMOTE_NOT_DEFINED] } });
    expect(rounds.flat().filter(asked => asked.startsWith("log of"))).toHaveLength(3);
  });
});

describe("says", () => {
  test("the initializer's failure with its line, its place and whose log it is", () => {
    const found = walk({ ...withPod(samplePod(SET, { [INIT]: ended(1) })), logs: { [INIT]: [REMOTE_NOT_DEFINED] } });
    expect(found.diagnosis.state).toBe("failing");
    expect(found.diagnosis.causes).toMatchObject([
      {
        signature: "remote-not-defined",
        step: "initializer",
        confidence: "certain",
        part: { predictor: "default", unit: "classifier", container: INIT },
        evidence: [{ line: REMOTE_NOT_DEFINED, log: { container: INIT, isPrevious: false } }],
      },
    ]);
    expect(found.diagnosis.missing).toEqual([]);
  });

  test("that the download was empty before what the server says of it (F01)", () => {
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) });
    const logs = { [INIT]: ["INFO  : There was nothing to transfer"], "classifier.previous": [NO_MODEL] };
    expect(modes(walk({ ...withPod(pod), logs }))).toEqual(["F01"]);
  });

  test("that the download was empty, too, where the server hangs over it without a word (F01)", () => {
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: RUNNING, [EXECUTOR]: RUNNING });
    const logs = { [INIT]: ["INFO  : There was nothing to transfer"], [EXECUTOR]: [READY_CHECK] };
    expect(modes(walk({ ...withPod(pod), logs }))).toEqual(["F01"]);
  });

  test("what was copied beside the file that the server misses (S12)", () => {
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) });
    const copied = ["INFO  : MLmodel: Copied (new)", "INFO  : model.xgb: Copied (new)"];
    const { diagnosis } = walk({ ...withPod(pod), logs: { [INIT]: copied, "classifier.previous": [NO_MODEL] } });
    expect(diagnosis.causes[0]?.evidence.map(({ line }) => line)).toEqual([NO_MODEL, ...copied]);
    expect(diagnosis.causes[0]?.failureModes).toEqual(["S12", "S23"]);
    expect(diagnosis.walked).toEqual(["status", "workload", "pod", "initializer", "model"]);
  });

  test("what the operator refuses, and nothing beside it: the first of two faults", () => {
    const description =
      'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "classifier-provision-location"';
    const deployment = sampleDeployment(undefined, { state: "Failed", description });
    const pod = samplePod(SET, { [INIT]: ended(1) });
    const found = walk({ ...withPod(pod), deployment, logs: { [INIT]: [REMOTE_NOT_DEFINED] } });
    expect(modes(found)).toEqual(["S01"]);
    expect(found.diagnosis.causes[0]?.step).toBe("status");
  });

  test("one cause for each predictor that has its own", () => {
    const predictors = [samplePredictor(), samplePredictor({ name: "canary" })];
    const canary = sampleWorkload("canary");
    const canarySet = sampleReplicaSet(canary, 1, 0);
    const base = samplePod(canarySet, { [INIT]: COMPLETED, classifier: crashed(1) });
    const pods = [samplePod(SET, { [INIT]: ended(1) }), base];
    const found = walk({
      deployment: sampleDeployment(predictors),
      parts: { deployments: [WORKLOAD, canary], replicaSets: [SET, canarySet], pods },
      logs: {
        [INIT]: [REMOTE_NOT_DEFINED],
        "classifier.previous": ["TypeError: __init__() got an unexpected keyword argument 'x'"],
      },
    });
    expect(
      found.diagnosis.causes.map(({ part, failureModes }) => `${part.predictor ?? ""} ${failureModes[0] ?? ""}`),
    ).toEqual(["default S03", "canary S14"]);
  });

  test("that the mesh holds the initializer up (F08)", () => {
    const pod = samplePod(SET, { [INIT]: { state: { running: { startedAt: "2026-11-21T09:00:00Z" } } } });
    const { spec } = pod;
    const meshed = { ...pod, spec: { ...spec, containers: [...(spec?.containers ?? []), { name: "istio-proxy" }] } };
    expect(modes(walk(withPod(meshed)))).toEqual(["F08"]);
    expect(modes(walk(withPod(meshed), 1))).toEqual([]);
  });

  test("that the previous version serves on, where nothing else is known (F39)", () => {
    const old = sampleReplicaSet(WORKLOAD, 1, 1);
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: RUNNING, [EXECUTOR]: RUNNING });
    const found = walk({ deployment: sampleDeployment(), parts: { replicaSets: [SET, old], pods: [pod] } });
    expect(found.diagnosis.causes).toMatchObject([{ signature: "previous-version-serves", confidence: "possible" }]);
  });

  test("what an event says where no container has run (F58)", () => {
    const message =
      'pods "iris-default-0-classifier-2-" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';
    const events = [sampleEvent("ReplicaSet", SET.metadata.name, "FailedCreate", message)];
    expect(modes(walk({ deployment: sampleDeployment(), events }))).toEqual(["F58"]);
  });

  test("nothing of a deployment that starts, until that has lasted for too long", () => {
    const cluster = withPod(samplePod(SET, { [INIT]: RUNNING }));
    expect(walk(cluster, 1).diagnosis).toMatchObject({ state: "starting", causes: [], missing: [] });
    expect(walk(cluster, 20).diagnosis.missing).toMatchObject([{ unknown: textWith("is empty") }]);
  });

  test("nothing of a download's first attempts where a later one brought the files", () => {
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(7) });
    const logs = { [INIT]: ["ERROR : Attempt 1/3 failed with 1 errors and: dial tcp: lookup minio: no such host"] };
    expect(walk({ ...withPod(pod), logs }).diagnosis.causes).toEqual([]);
  });
});

describe("where nobody has looked at it", () => {
  const deployment = sampleDeployment(undefined, {});
  const operator = {
    namespace: "seldon-system",
    name: "manager",
    image: "seldonio/seldon-core-operator:1.17.1",
    readyReplicas: 1,
    env: {},
    args: [],
  };
  const facts: PreflightFacts = { now: CREATED, kubernetes: "v1.27.3", operator };
  const cluster = { deployment, parts: { deployments: [] } };

  test("the namespace may belong to another operator (F51)", () => {
    const namespace = { name: "models", labels: { "seldon.io/controller-id": "other" } };
    const found = walk({ ...cluster, operator: { ...facts, namespace } });
    expect(modes(found)).toEqual(["F51"]);
    expect(found.rounds.slice(2)).toEqual([["operator"]]);
  });

  test("there may be no operator (F51)", () => {
    expect(modes(walk({ ...cluster, operator: { ...facts, operator: null } }))).toEqual(["F51"]);
  });

  test("the operator may end for want of a kind (S41)", () => {
    const line =
      'unable to create controller: no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"';
    expect(modes(walk({ ...cluster, operator: facts, operatorLog: [line] }))).toEqual(["S41"]);
  });
});

describe("where there is none", () => {
  test("it says so, and why nothing can be applied (F13)", () => {
    const facts: PreflightFacts = { now: CREATED, kubernetes: "v1.27.3", certificateEnd: CREATED - 1 };
    const { diagnosis } = walk({ operator: facts });
    expect(diagnosis).toMatchObject({ state: "absent", causes: [{ failureModes: ["F13"] }] });
    expect(walk({}).diagnosis).toMatchObject({ state: "absent", causes: [] });
  });
});

describe("ready and not reachable", () => {
  const set = sampleReplicaSet(WORKLOAD, 2, 1);
  const workload = { ...WORKLOAD, status: { replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 } };
  const pod = samplePod(
    set,
    { [INIT]: COMPLETED, classifier: READY, [EXECUTOR]: READY },
    { conditions: [{ type: "Ready", status: "True" }] },
  );
  const labelled = { ...pod, metadata: { ...pod.metadata, labels: { version: "default" } } };
  const parts = { deployments: [workload], replicaSets: [set], pods: [labelled] };
  const owner = [{ kind: "SeldonDeployment", name: "iris", uid: "iris", controller: true }];
  const route = (kind: string, spec: object): RoutingObject => ({
    kind,
    metadata: { name: "iris", namespace: "models", ownerReferences: owner },
    spec,
  });
  const service = route("VirtualService", { gateways: ["istio-system/seldon-gateway"] });
  const deployment = sampleDeployment(undefined, { state: "Available" });

  test("nothing is said of what is well", () => {
    const found = walk({ deployment, parts: { ...parts, routes: [service] } });
    expect(found.diagnosis).toMatchObject({ state: "serving", causes: [], missing: [] });
  });

  test("its gateway does not exist (S43)", () => {
    const found = walk({ deployment, parts: { ...parts, routes: [service] }, gateways: [] });
    expect(found.diagnosis.causes).toMatchObject([{ failureModes: ["S43"], confidence: "certain" }]);
  });

  test("no pod has the label of its subset (F36)", () => {
    const rule = route("DestinationRule", { subsets: [{ name: "default", labels: { version: "other" } }] });
    expect(modes(walk({ deployment, parts: { ...parts, routes: [service, rule] } }))).toEqual(["F36"]);
  });

  const ok = [200, ""] as const;
  test.each([
    ["F52", "wants an identity", { service: ok, ingress: [403, "RBAC: access denied"] }, "403 RBAC: access denied"],
    ["F52", "leads to a login", { service: ok, ingress: [302, ""] }, "302"],
    ["F45", "does not know the path", { service: ok, ingress: [404, ""] }, "404"],
    ["F36", "reaches no pod", { service: ok, ingress: [503, "no healthy upstream"] }, "503 no healthy upstream"],
    ["F14", "gives up", { service: ok, ingress: [504, "upstream request timeout"] }, "504 upstream request timeout"],
  ] as const)("it answers at its Service, and the ingress… (%s) %s", (mode, _, answers, line) => {
    const found = walk({ deployment, parts: { ...parts, routes: [service] }, answers });
    expect(found.diagnosis).toMatchObject({
      state: "serving",
      causes: [{ confidence: "possible", evidence: [{ line }] }],
    });
    expect(modes(found)).toEqual([mode]);
    expect(found.rounds.at(-1)).toEqual(["readiness", "operator"]);
  });

  test("an ingress that has just heard of it, or has not yet, is not called wrong", () => {
    const answers = { service: ok, ingress: [404, ""] } as const;
    const routes = [{ ...service, metadata: { ...service.metadata, creationTimestamp: "2026-11-21T09:04:30Z" } }];
    expect(walk({ deployment, parts: { ...parts, routes }, answers }).diagnosis.causes).toEqual([]);
  });

  test("where the executor itself is not ready, nothing is said of the ingress", () => {
    const answers = { service: [503, ""], ingress: [503, ""] } as const;
    const found = walk({ deployment, parts: { ...parts, routes: [service] }, answers });
    expect(found.diagnosis.causes).toMatchObject([{ signature: "executor-answers-not-ready", failureModes: [] }]);
  });

  test("nobody is asked where something was found before", () => {
    const found = walk({ deployment, parts: { ...parts, routes: [service] }, gateways: [] });
    expect(found.rounds.flat()).not.toContain("readiness");
  });

  test("the webhook does not look at the namespace (F50), beside what the ingress says", () => {
    const operator: PreflightFacts = {
      now: CREATED,
      kubernetes: "v1.27.3",
      namespace: { name: "models", labels: {} },
      webhooks: [{ name: "seldon-validating", serviceNamespace: "seldon-system", namespaceLabels: { serving: "on" } }],
    };
    const cluster = { deployment, parts: { ...parts, routes: [service] }, operator };
    expect(walk(cluster).diagnosis.causes).toMatchObject([
      { failureModes: ["F50"], confidence: "possible", command: "kubectl label namespace models serving=on" },
    ]);
    const denied = { service: ok, ingress: [403, ""] } as const;
    expect(modes(walk({ ...cluster, answers: denied }))).toEqual(["F50", "F52"]);
    const labelled = { ...operator, namespace: { name: "models", labels: { serving: "on" } } };
    expect(walk({ ...cluster, operator: labelled }).diagnosis.causes).toEqual([]);
  });

  test("there is no ingress (S42), which is no failure of the manifest", () => {
    const conditions = [
      { type: "istioVirtualServicesReady", status: "False", reason: "No VirtualServices defined" },
      { type: "AmbassadorMappingsReady", status: "False", reason: "No Ambassador Mappaings defined" },
    ];
    const found = walk({ deployment: sampleDeployment(undefined, { state: "Available", conditions }), parts });
    expect(found.diagnosis.causes).toMatchObject([{ failureModes: ["S42"], confidence: "possible" }]);
  });

  test("its log says what its answers say (F27)", () => {
    const logs = { classifier: ["mlflow.exceptions.MlflowException: Model is missing inputs ['alcohol', 'ash']."] };
    const found = walk({ deployment, parts: { ...parts, routes: [service] }, logs });
    expect(found.diagnosis.causes).toMatchObject([{ failureModes: ["F27"], confidence: "possible" }]);
  });
});

describe("ready, and what its variables come from was written anew", () => {
  const set = sampleReplicaSet(WORKLOAD, 2, 1);
  const workload = { ...WORKLOAD, status: { replicas: 1, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 } };
  const deployment = sampleDeployment(undefined, { state: "Available" });
  const done = { state: { terminated: { exitCode: 0, startedAt: "2026-11-21T09:00:00Z" } } };
  const pod = samplePod(
    set,
    { [INIT]: done, classifier: READY, [EXECUTOR]: READY },
    { conditions: [{ type: "Ready", status: "True" }] },
  );
  /** The initializer takes its variables from the Secret, as the operator writes it (seldon-facts §4). */
  const reading = (kind: "Secret" | "ConfigMap", how: "envFrom" | "env"): PodObject => {
    const ref = kind === "Secret" ? "secret" : "configMap";
    const from = {
      envFrom: { envFrom: [{ [`${ref}Ref`]: { name: "store" } }] },
      env: { env: [{ name: "A", valueFrom: { [`${ref}KeyRef`]: { name: "store", key: "A" } } }] },
    }[how];
    const initContainers = (pod.spec?.initContainers ?? []).map(one => ({ ...one, ...from }));
    return { ...pod, spec: { ...pod.spec, initContainers } };
  };
  const cluster = (one: PodObject, at: string, kind = "Secret"): Cluster => ({
    deployment,
    parts: { deployments: [workload], replicaSets: [set], pods: [one] },
    changes: [{ kind, name: "store", at }],
  });

  test.each([
    ["Secret", "envFrom"],
    ["Secret", "env"],
    ["ConfigMap", "envFrom"],
    ["ConfigMap", "env"],
  ] as const)("%s by %s: it may serve with the old values (F32)", (kind, how) => {
    const { diagnosis, rounds } = walk(cluster(reading(kind, how), "2026-11-21T09:03:00Z", kind));
    expect(rounds.flat()).toContain("changes");
    expect(diagnosis).toMatchObject({
      state: "serving",
      causes: [
        {
          failureModes: ["F32"],
          confidence: "possible",
          part: { predictor: "default", unit: "classifier", container: INIT },
          evidence: [{ object: `${kind} store`, time: "2026-11-21T09:03:00Z" }, { time: "2026-11-21T09:00:00Z" }],
        },
      ],
    });
  });

  test.each([
    ["before the container started", "2026-11-21T08:59:00Z"],
    ["as good as at the same time", "2026-11-21T09:00:02Z"],
  ])("nothing where it was written %s", (_, at) => {
    expect(walk(cluster(reading("Secret", "envFrom"), at)).diagnosis.causes).toEqual([]);
  });

  test("nothing of a container that has started anew since: it has read the new values", () => {
    const again = reading("Secret", "envFrom");
    const restarted = { ...done, state: { terminated: { exitCode: 0, startedAt: "2026-11-21T09:04:00Z" } } };
    const status = { ...again.status, initContainerStatuses: [{ name: INIT, ...restarted }] };
    expect(walk(cluster({ ...again, status }, "2026-11-21T09:03:00Z")).diagnosis.causes).toEqual([]);
  });

  test("nothing is asked where no container reads any", () => {
    expect(walk(cluster(pod, "2026-11-21T09:03:00Z")).rounds.flat()).not.toContain("changes");
  });
});

describe("what is missing", () => {
  const crash = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(7) });

  test("a log that may not be read is asked for by its line", () => {
    const { diagnosis } = walk({ ...withPod(crash), refused: { log: "pods/log is forbidden" } });
    expect(diagnosis.causes).toEqual([]);
    expect(diagnosis.missing).toContainEqual({
      unknown: `The previous log of container classifier of pod ${crash.metadata.name} could not be read: pods/log is forbidden.`,
      wanted: textWith(""),
      command: `kubectl -n models logs ${crash.metadata.name} -c classifier --previous --tail=80`,
    });
  });

  test("a log that nothing is known of is quoted, and the whole of it is asked for", () => {
    const { diagnosis } = walk({
      ...withPod(crash),
      logs: { "classifier.previous": ["something", "Own framework: boom", ""] },
    });
    expect(diagnosis.state).toBe("failing");
    expect(diagnosis.missing).toMatchObject([{ unknown: textWith("“Own framework: boom”") }]);
  });

  test("without rights to anything but the deployment it says so", () => {
    const { diagnosis } = walk({
      deployment: sampleDeployment(),
      refused: { parts: "forbidden", events: "forbidden" },
    });
    expect(diagnosis.missing.map(({ unknown }) => unknown)).toContain(
      "What belongs to the SeldonDeployment could not be read: forbidden.",
    );
  });
});

test("credentials in a line are masked", () => {
  const line =
    'Failed to create file system for "s3://models/iris": didn\'t find section in config file token=planted-value';
  const { diagnosis } = walk({ ...withPod(samplePod(SET, { [INIT]: ended(1) })), logs: { [INIT]: [line] } });
  expect(diagnosis.causes).toHaveLength(1);
  expect(JSON.stringify(diagnosis)).not.toContain("planted-value");
});
