// Manifests to measure with: valid, of any length, and with all that real ones have: comments, containers, probes, annotations.

/** One SeldonDeployment of about this many lines: further predictors fill it up, at most 100 of them. */
export function longDeployment(lines: number): string {
  const head = deploymentHead("fraud");
  const blockLines = predictor(0, 1).split("\n").length - 1;
  const count = Math.max(1, Math.min(100, Math.round((lines - head.split("\n").length) / blockLines)));
  const filler = Math.max(0, Math.floor((lines - head.split("\n").length - count * blockLines) / count));
  return head + Array.from({ length: count }, (_, index) => predictor(index, count, filler)).join("");
}

/** A file of so many documents of about 55 lines each. */
export function manyDocuments(count: number): string {
  return Array.from({ length: count }, (_, index) => deploymentHead(`model-${index}`) + predictor(0, 1)).join("---\n");
}

/** Files of one document each. The wrong ones, spread evenly, have a word where the schema wants a number. */
export function manyFiles(count: number, wrong: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const text = deploymentHead(`model-${index}`) + predictor(0, 1);
    const isWrong = index % Math.floor(count / wrong) === 0;
    return isWrong ? text.replace("replicas: 2", "replicas: two") : text;
  });
}

/** A text's unmistakable place in its middle where a person could be typing: just behind a replica count. */
export function typingPlace(text: string): number {
  const line = text.indexOf("replicas: 2", Math.floor(text.length / 2));
  return (line === -1 ? text.lastIndexOf("replicas: 2") : line) + "replicas: 2".length;
}

function deploymentHead(name: string): string {
  return `# Owned by the fraud team; see the runbook before changing traffic.
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: ${name}
  namespace: models
  labels:
    team: fraud
spec:
  protocol: seldon
  annotations:
    seldon.io/rest-timeout: "10000"
  predictors:
`;
}

/** Shares are whole numbers that add up to 100, the first predictor having the rest. */
function predictor(index: number, count: number, filler = 0): string {
  const share = Math.floor(100 / count);
  const traffic = index === 0 ? 100 - share * (count - 1) : share;
  const env = Array.from(
    { length: Math.ceil(filler / 2) },
    (_, variable) => `                - name: OPTION_${variable}\n                  value: "${variable}"\n`,
  );
  return `    - name: p${index}
${count === 1 ? "" : `      traffic: ${traffic}\n`}      replicas: 2
      labels:
        version: v${index}
      graph:
        name: scale
        type: TRANSFORMER # scales what the model was trained on
        endpoint:
          type: REST
        children:
          - name: classifier
            implementation: SKLEARN_SERVER
            modelUri: gs://seldon-models/v1.17.1/sklearn/iris
            parameters:
              - name: method
                type: STRING
                value: predict_proba
      componentSpecs:
        - spec:
            terminationGracePeriodSeconds: 20
            containers:
              # The scaler is ours; the classifier is Seldon's own server.
              - name: scale
                image: registry.example.com/fraud/scale:1.4.2
                env:
                - name: LOG_LEVEL
                  value: INFO
${env.join("")}                resources:
                  requests:
                    cpu: 100m
                    memory: 256Mi
                  limits:
                    memory: 512Mi
              - name: classifier
                resources:
                  requests:
                    cpu: 500m
                    memory: 1Gi
`;
}
