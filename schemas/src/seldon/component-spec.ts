// An item of `componentSpecs`: a pod, how many of it, and what scales it (seldon-facts §1.4).
import * as z from "zod";
import { PodSpec } from "../kube/pod-spec.ts";
import { HpaSpec, KedaSpec, PdbSpec } from "./autoscaling.ts";

const written = "Of no use here: the API server writes it on objects of its own.";

/** The operator's copy of Kubernetes' ObjectMeta, which has not grown since. */
const ComponentMetadata = z
  .object({
    name: z.string().optional().meta({
      title: "Name",
      description:
        "Becomes the last part of the Deployment's name. Default: the names of all containers, so that a renamed container replaces the Deployment.",
    }),
    labels: z
      .record(z.string(), z.string())
      .optional()
      .meta({ title: "Labels", description: "Copied to the Deployment and its pods." }),
    annotations: z.record(z.string(), z.string()).optional().meta({
      title: "Annotations",
      description: "Copied to the Deployment and its pods, where the executor and the Python server read them too.",
    }),
    namespace: z
      .string()
      .optional()
      .meta({ title: "Namespace", description: "Not read: everything is made in the deployment's namespace." }),
    clusterName: z.string().optional().meta({ title: "Cluster name", description: written }),
    creationTimestamp: z
      .string()
      .meta({ format: "date-time" })
      .optional()
      .meta({ title: "Creation timestamp", description: "Not read; tools tend to write `null` here." }),
    deletionGracePeriodSeconds: z
      .int()
      .meta({ format: "int64" })
      .optional()
      .meta({ title: "Deletion grace period seconds", description: written }),
    deletionTimestamp: z
      .string()
      .meta({ format: "date-time" })
      .optional()
      .meta({ title: "Deletion timestamp", description: written }),
    finalizers: z.array(z.string()).optional().meta({ title: "Finalizers", description: written }),
    generateName: z.string().optional().meta({ title: "Generate name", description: "Not read." }),
    generation: z.int().meta({ format: "int64" }).optional().meta({ title: "Generation", description: written }),
    ownerReferences: z
      .array(
        z.object({
          apiVersion: z.string().meta({ title: "API version", description: "API version of the owner." }),
          kind: z.string().meta({ title: "Kind", description: "Kind of the owner." }),
          name: z.string().meta({ title: "Name", description: "Name of the owner." }),
          uid: z.string().meta({ title: "UID", description: "UID of the owner." }),
          controller: z
            .boolean()
            .optional()
            .meta({ title: "Controller", description: "True for the owner that manages the object." }),
          blockOwnerDeletion: z.boolean().optional().meta({
            title: "Block owner deletion",
            description: "True where the owner waits for the object to go first.",
          }),
        }),
      )
      .optional()
      .meta({ title: "Owner references", description: written }),
    resourceVersion: z.string().optional().meta({ title: "Resource version", description: written }),
    selfLink: z.string().optional().meta({ title: "Self link", description: written }),
    uid: z.string().optional().meta({ title: "UID", description: written }),
  })
  .meta({
    id: "ComponentMetadata",
    title: "Metadata",
    description: "Name, labels and annotations of the component's Deployment and pods.",
  });

export const ComponentSpec = z
  .object({
    spec: PodSpec.optional().meta({
      title: "Pod",
      description: "The pod: containers for the graph's units, volumes and whatever else a pod may have.",
    }),
    metadata: ComponentMetadata.optional(),
    replicas: z.int32().optional().meta({
      title: "Replicas",
      description:
        "Number of pods of this component; wins over the predictor's. Ignored where `hpaSpec` or `kedaSpec` is set.",
    }),
    hpaSpec: HpaSpec.optional(),
    kedaSpec: KedaSpec.optional(),
    pdbSpec: PdbSpec.optional(),
  })
  .meta({
    id: "ComponentSpec",
    title: "Component",
    description: "A component of the predictor: a Deployment whose pods run one or more of the graph's units.",
  });
