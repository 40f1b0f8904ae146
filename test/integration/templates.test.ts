// Files that become manifests only after rendering, as charts, pipelines and overlays have them: they give no syntax errors,
// and what the rendering fills in is unknown to every rule.
import { describe, expect, test } from "vitest";
import { allRules, lintText } from "../../server/src/core/index.ts";

const HELM = `{{- if .Values.model.enabled }}
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: {{ include "churn.fullname" . }}
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "churn.labels" . | nindent 4 }}
spec:
  predictors:
    - name: default
      replicas: {{ .Values.replicas }}
      traffic: {{ .Values.traffic }}
      graph:
        name: classifier
        implementation: {{ .Values.model.server }}
        modelUri: {{ .Values.model.uri | quote }}
        envSecretRefName: {{ .Values.store.secret }}
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                {{- with .Values.resources }}
                resources:
                  {{- toYaml . | nindent 18 }}
                {{- end }}
{{- end }}
`;

const JINJA = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: {{ name }}
spec:
  predictors:
{% for predictor in predictors %}
    - name: {{ predictor.name }}
      traffic: {{ predictor.traffic }}
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: {{ predictor.uri }}
        envSecretRefName: seldon-rclone-secret
{% endfor %}
`;

const ARGO = `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata:
  name: deploy-churn
spec:
  templates:
    - name: deploy
      inputs:
        parameters:
          - name: model-uri
      resource:
        action: apply
        manifest: |
          apiVersion: machinelearning.seldon.io/v1
          kind: SeldonDeployment
          metadata:
            name: churn-{{workflow.uid}}
          spec:
            predictors:
              - name: default
                traffic: {{inputs.parameters.traffic}}
                graph:
                  name: classifier
                  implementation: SKLEARN_SERVER
                  modelUri: "{{inputs.parameters.model-uri}}"
                  envSecretRefName: seldon-rclone-secret
`;

const KUSTOMIZE_PATCH = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: default
      replicas: 3
`;

const KUSTOMIZE_JSON_PATCH = `- op: test
  path: /spec/predictors/0/name
  value: default
- op: replace
  path: /spec/predictors/0/graph/modelUri
  value: s3://models/churn/4
`;

const ENVSUBST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: \${NAME}
  namespace: \${NAMESPACE}
spec:
  predictors:
    - name: default
      replicas: \${REPLICAS}
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: \${MODEL_URI}
        envSecretRefName: \${SECRET}
`;

const PLACEHOLDER = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: default
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: MODEL_ARTIFACT_URI_PLACEHOLDER
        envSecretRefName: seldon-rclone-secret
`;

function found(text: string, fileName: string): string[] {
  return lintText(text, { rules: allRules, fileName, onCrash: "throw" }).findings.map(
    ({ rule, messageId }) => `${rule}/${messageId}`,
  );
}

describe("nothing is said of", () => {
  test.each([
    ["a chart", HELM, "chart/templates/model.yaml"],
    ["a chart that lies elsewhere", HELM, "model.yaml"],
    ["a template of Jinja", JINJA, "templates/deploy-manifest.j2"],
    ["a template of Jinja that is called YAML", JINJA, "deploy.yaml"],
    ["a workflow of Argo", ARGO, "workflow.yaml"],
    ["what envsubst fills in", ENVSUBST, "model.yaml"],
    ["a patch of kustomize", KUSTOMIZE_PATCH, "overlays/prod/replicas-patch.yaml"],
    ["a JSON patch of kustomize", KUSTOMIZE_JSON_PATCH, "overlays/prod/model-uri.yaml"],
  ])("%s", (_, text, fileName) => {
    expect(found(text, fileName)).toEqual([]);
  });
});

test("a placeholder in capitals is a warning, and nothing else is said of it (S07)", () => {
  expect(found(PLACEHOLDER, "model.yaml")).toEqual(["model-uri-placeholder/placeholder"]);
  expect(found(PLACEHOLDER, "model.yaml.j2")).toEqual([]);
});
