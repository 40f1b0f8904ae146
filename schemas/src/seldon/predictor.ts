// A predictor: one version of the model, with its graph, its pods and its share of the traffic (seldon-facts §1.3).
import * as z from "zod";
import { EnvVar, ResourceRequirements } from "../kube/pod-spec.ts";
import { PredictorAnnotations } from "./annotations.ts";
import { ComponentSpec } from "./component-spec.ts";
import { Explainer } from "./explainer.ts";
import { PredictiveUnit } from "./predictive-unit.ts";

const SvcOrchSpec = z
  .object({
    resources: ResourceRequirements.optional().meta({
      title: "Resources",
      description:
        "What the executor reserves and may use. Default: 500m CPU and 512Mi memory, requested and as limit.",
    }),
    env: z.array(EnvVar).optional().meta({
      title: "Variables",
      description:
        "Environment variables of the executor. With `serverType: kafka` it needs `KAFKA_BROKER`, `KAFKA_INPUT_TOPIC` and `KAFKA_OUTPUT_TOPIC`.",
    }),
    replicas: z
      .int32()
      .optional()
      .meta({ title: "Replicas", description: "Number of executor pods, where the executor has a pod of its own." }),
  })
  .meta({
    id: "SvcOrchSpec",
    title: "Executor",
    description: "Settings of the executor (service orchestrator), which takes requests and calls the units.",
  });

const Ssl = z
  .object({
    certSecretName: z.string().optional().meta({
      title: "Secret",
      description: "Secret with `tls.crt` and `tls.key`, mounted at `/cert/` in all containers of the root unit's pod.",
    }),
  })
  .meta({ id: "Ssl", title: "TLS", description: "Has the executor serve HTTPS and gRPC over TLS." });

export const Predictor = z
  .object({
    name: z.string().meta({
      title: "Name",
      description:
        "Name of the predictor, unique in the deployment; a lower-case DNS label that becomes part of Service and Deployment names.",
    }),
    graph: PredictiveUnit.meta({
      title: "Graph",
      description: "Root of the inference graph: for a single model simply that model.",
    }),
    traffic: z.int32().optional().meta({
      title: "Traffic",
      description:
        "Share of the requests in percent, 0 to 100. With several predictors the shares of all but shadows must add up to 100; a single one needs none. On a shadow: the percentage that is copied to it. Default: 0.",
    }),
    replicas: z.int32().optional().meta({
      title: "Replicas",
      description:
        "Number of pods of each component without a number of its own. Default: `spec.replicas`, else 1. `kubectl scale` does not change it.",
    }),
    componentSpecs: z.array(ComponentSpec).optional().meta({
      title: "Components",
      description:
        "Pods of this predictor, one Deployment each. May be left out where every unit has a prepackaged server. The executor runs in the first one.",
    }),
    shadow: z.boolean().optional().meta({
      title: "Shadow",
      description:
        "Gets copies of the other predictors' requests; its answers are dropped. One per deployment, and not as the only predictor.",
    }),
    explainer: Explainer.optional(),
    svcOrchSpec: SvcOrchSpec.optional(),
    annotations: PredictorAnnotations.optional(),
    labels: z.record(z.string(), z.string()).optional().meta({
      title: "Labels",
      description:
        "Labels of the Deployments and pods. `version` is set to the predictor's name where it is absent; Istio's subsets select by it.",
    }),
    ssl: Ssl.optional(),
    progressDeadlineSeconds: z.int32().optional().meta({
      title: "Progress deadline",
      description:
        "Seconds a rollout of the components may go without progress before it counts as failed. Default: Kubernetes' 600, too few for MLFLOW_SERVER where its conda environment is large.",
    }),
    engineResources: ResourceRequirements.optional().meta({
      title: "Engine resources",
      description: "Read by nothing in 1.17.1. Use `svcOrchSpec.resources`.",
    }),
  })
  .meta({
    id: "Predictor",
    title: "Predictor",
    description: "One version of the model. Several share the traffic: canary, A/B test or shadow.",
    defaultSnippets: [
      {
        label: "predictor",
        description: "A predictor with a prepackaged server",
        body: {
          name: "${1:default}",
          graph: { name: "${2:classifier}", implementation: "${3:SKLEARN_SERVER}", modelUri: "${4:gs://bucket/model}" },
        },
      },
    ],
  });
