// A SeldonDeployment of machinelearning.seldon.io v1, v1alpha3 or v1alpha2, which have one schema (seldon-facts §1.1, §1.2).
//
// Accepts what the API server accepts: fields it does not know are dropped, as there, and words without an enum in the CRD are
// proposed, not demanded.
import * as z from "zod";
import { ObjectMeta } from "../kube/pod-spec.ts";
import { suggested } from "../suggested.ts";
import { SpecAnnotations } from "./annotations.ts";
import { Predictor } from "./predictor.ts";
import { SeldonDeploymentStatus } from "./status.ts";

const SeldonDeploymentSpec = z
  .object({
    predictors: z
      .array(Predictor)
      .meta({ title: "Predictors", description: "Versions of the model that share the traffic. At least one." }),
    name: z.string().optional().meta({
      title: "Name",
      description: "Deprecated: `metadata.name` names everything. In 1.17.1 it only shows in the webhook's messages.",
    }),
    protocol: suggested({
      seldon: "Seldon's own protocol: `/api/v1.0/predictions`. The default.",
      v2: "The Open Inference Protocol (KServe V2): `/v2/models/<unit>/infer`, served by MLServer or Triton.",
      tensorflow: "TensorFlow Serving's: `/v1/models/<unit>:predict`.",
      kfserving: "The old name of `v2`.",
    })
      .optional()
      .meta({
        title: "Protocol",
        description:
          "Protocol of requests, in lower case. It decides which image a prepackaged server gets. Default: `seldon`.",
      }),
    transport: suggested({ rest: "HTTP. The default.", grpc: "gRPC." }).optional().meta({
      title: "Transport",
      description:
        "How the executor calls the units, in lower case. Clients may use either whatever stands here. Default: `rest`.",
    }),
    serverType: suggested({
      rpc: "Answers requests. The default.",
      kafka: "Reads requests from one Kafka topic and writes answers to another.",
    })
      .optional()
      .meta({ title: "Server type", description: "Where requests come from. Default: `rpc`." }),
    replicas: z.int32().optional().meta({
      title: "Replicas",
      description:
        "Number of pods where neither the predictor nor the component says one. `kubectl scale` changes this number. Default: 1.",
    }),
    annotations: SpecAnnotations.optional(),
    oauth_key: z
      .string()
      .optional()
      .meta({ title: "OAuth key", description: "Read by nothing since the API gateway of early versions went." }),
    oauth_secret: z
      .string()
      .optional()
      .meta({ title: "OAuth secret", description: "Read by nothing since the API gateway of early versions went." }),
  })
  .meta({ id: "SeldonDeploymentSpec", title: "Spec", description: "What to serve and how." });

export const SeldonDeployment = z
  .object({
    apiVersion: suggested({
      "machinelearning.seldon.io/v1": "The stored version: the one to write.",
      "machinelearning.seldon.io/v1alpha3": "Still served; the same fields.",
      "machinelearning.seldon.io/v1alpha2": "Still served; the same fields.",
    }).meta({ title: "API version", description: "API group and version of Seldon Core v1." }),
    kind: suggested({ SeldonDeployment: "Serves models with Seldon Core v1." }).meta({
      title: "Kind",
      description: "Kind of the resource.",
    }),
    metadata: ObjectMeta,
    spec: SeldonDeploymentSpec,
    status: SeldonDeploymentStatus.optional(),
  })
  .meta({ title: "SeldonDeployment", description: "Serves machine-learning models with Seldon Core v1." });
export type SeldonDeployment = z.infer<typeof SeldonDeployment>;
