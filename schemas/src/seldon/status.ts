// The status that the operator writes (seldon-facts §1.8).
import * as z from "zod";
import { suggested } from "../suggested.ts";

const unused = "Known to the type, but never written by 1.17.1.";

const DeploymentStatus = z
  .object({
    replicas: z.int32().optional().meta({ title: "Replicas", description: "Pods wanted." }),
    availableReplicas: z.int32().optional().meta({ title: "Available replicas", description: "Pods available." }),
    name: z.string().optional().meta({ title: "Name", description: unused }),
    status: z.string().optional().meta({ title: "Status", description: unused }),
    description: z.string().optional().meta({ title: "Description", description: unused }),
    explainerFor: z.string().optional().meta({ title: "Explainer for", description: unused }),
  })
  .meta({ id: "DeploymentStatus", title: "Deployment status" });

const ServiceStatus = z
  .object({
    svcName: z.string().optional().meta({ title: "Service", description: "Name of the Service." }),
    httpEndpoint: z
      .string()
      .optional()
      .meta({ title: "HTTP endpoint", description: "`service.namespace:port` for HTTP." }),
    grpcEndpoint: z
      .string()
      .optional()
      .meta({ title: "gRPC endpoint", description: "`service.namespace:port` for gRPC." }),
    explainerFor: z.string().optional().meta({
      title: "Explainer for",
      description: "On an explainer's Service: the Service of the predictor it explains.",
    }),
  })
  .meta({ id: "ServiceStatus", title: "Service status" });

export const Condition = z
  .object({
    type: z.string().meta({
      title: "Type",
      description: "What the condition is about, such as `Ready`, `DeploymentsReady` or `istioVirtualServicesReady`.",
    }),
    status: suggested({ True: "It holds.", False: "It does not hold.", Unknown: "Not known yet." }).meta({
      title: "Status",
      description: "Whether it holds.",
    }),
    reason: z.string().optional().meta({ title: "Reason", description: "Why, in a few words." }),
    message: z.string().optional().meta({ title: "Message", description: "Why, at length." }),
    severity: z
      .string()
      .optional()
      .meta({ title: "Severity", description: "How bad it is where the condition does not hold. Empty: an error." }),
    lastTransitionTime: z
      .string()
      .optional()
      .meta({ title: "Last transition time", description: "When the status last changed." }),
  })
  .meta({ id: "Condition", title: "Condition" });

/** Loose because a manifest's status is dropped before anything checks it. */
export const SeldonDeploymentStatus = z
  .looseObject({
    state: suggested({
      Available: "All Deployments, Services and autoscalers are ready.",
      Creating: "On the way.",
      Failed: "A Deployment failed, or the operator could not do its work: see `description`.",
    })
      .optional()
      .meta({
        title: "State",
        description: "State as a whole. Routing through Istio or Ambassador has no part in it.",
      }),
    description: z
      .string()
      .optional()
      .meta({ title: "Description", description: "The error's text where the state is `Failed`." }),
    deploymentStatus: z
      .record(z.string(), DeploymentStatus)
      .optional()
      .meta({ title: "Deployment status", description: "By name of Deployment." }),
    serviceStatus: z
      .record(z.string(), ServiceStatus)
      .optional()
      .meta({ title: "Service status", description: "By name of Service." }),
    replicas: z
      .int32()
      .optional()
      .meta({ title: "Replicas", description: "Pods of the first predictor's first Deployment only." }),
    address: z
      .object({
        url: z
          .string()
          .optional()
          .meta({ title: "URL", description: "URL inside the cluster. Says `http` even where `ssl` is set." }),
      })
      .optional()
      .meta({ title: "Address", description: "Where the first predictor is reached inside the cluster." }),
    conditions: z
      .array(Condition)
      .optional()
      .meta({ title: "Conditions", description: "Conditions, one per kind of object the operator makes." }),
    observedGeneration: z
      .int()
      .meta({ format: "int64" })
      .optional()
      .meta({ title: "Observed generation", description: "Generation of the spec that this status is about." }),
    annotations: z.record(z.string(), z.string()).optional().meta({ title: "Annotations", description: "Unused." }),
  })
  .meta({
    id: "SeldonDeploymentStatus",
    title: "Status",
    description: "Written by the operator. What a manifest says here is dropped.",
  });
