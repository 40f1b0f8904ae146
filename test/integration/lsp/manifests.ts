// Manifests of our own that several of the server's tests open.

/** Two live predictors that get 90 % together (S31), and comments in places where an edit could lose them. */
export const CANARY = `# The canary of the iris model.
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    # the version that everybody uses
    - name: main
      traffic: 50 # half of it
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://models/iris/v1
    - name: canary
      traffic: 40
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://models/iris/v2
`;

/** Nothing is wrong with it. */
export const CLEAN = CANARY.replace("traffic: 40", "traffic: 50");

/** One predictor that gets a part of the traffic (S31), which a fix mends; `name` tells several of them apart. */
export function partial(name: string): string {
  return `# ${name} begins
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: ${name} # its name
spec:
  predictors:
    - name: main
      # how much it gets
      traffic: 40
      graph:
        # the model
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://models/iris/v1
# ${name} ends
`;
}

/** Kubernetes, but none of Seldon's business, although it speaks of it. */
export const FOREIGN = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: seldon-dashboard
spec:
  replicas: two
  template:
    spec:
      containers:
        - name: seldon
          image: "dashboard
`;
