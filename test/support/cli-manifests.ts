// Manifests for tests of the command line.

/** One predictor for each share; `undefined` leaves the share out. */
export function manifest(...traffic: readonly (number | undefined)[]): string {
  const predictors = traffic.map(
    (share, index) => `    - name: p${index}
${share === undefined ? "" : `      traffic: ${share} # share\n`}      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`,
  );
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
${predictors.join("")}`;
}

export const CLEAN = manifest(undefined);
/** One finding, an error of the webhook's. */
export const REFUSED = manifest(60, 50);
/** One finding, with a safe fix. */
export const FIXABLE = manifest(40);
