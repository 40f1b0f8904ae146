// The parts of a Kubernetes pod that a model server's author writes, described for Seldon. All other fields pass.
//
// The ids are the names of Kubernetes' own definitions, which the generator of the JSON Schema completes with every other field.
import * as z from "zod";
import { MetadataAnnotations } from "../seldon/annotations.ts";
import { suggested } from "../suggested.ts";
import { integerOrString, Quantity } from "./quantity.ts";

export const ResourceRequirements = z
  .looseObject({
    requests: z.record(z.string(), Quantity).optional().meta({
      title: "Requests",
      description:
        "What the scheduler reserves. A HorizontalPodAutoscaler on CPU or memory needs the request of that resource in every container of the pod.",
    }),
    limits: z.record(z.string(), Quantity).optional().meta({
      title: "Limits",
      description:
        "What the container may use at most. Above the memory limit it is killed (OOMKilled, exit code 137); at the CPU limit it is slowed down, which also slows its start.",
    }),
  })
  .meta({ id: "ResourceRequirements", title: "Resources" });

export const EnvVar = z
  .looseObject({
    name: z.string().meta({ title: "Name", description: "Name of the variable." }),
    value: z.string().optional().meta({
      title: "Value",
      description: "The value, always a string: put numbers and words such as `yes`, `on` or `true` in quotes.",
    }),
    valueFrom: z.looseObject({}).optional().meta({
      title: "Source",
      description: "Takes the value from a Secret, a ConfigMap, a field of the pod or a resource of the container.",
    }),
  })
  .meta({ id: "EnvVar", title: "Variable", description: "An environment variable of a container." });

export const ContainerPort = z
  .looseObject({
    containerPort: z.int32().meta({ title: "Container port", description: "The number the container listens on." }),
    name: z.string().optional().meta({
      title: "Name",
      description:
        "The operator heeds ports named `http`, `grpc` and `metrics` in a unit's container: it calls the unit there instead of 9000, 9500 and 6000 upwards. A port with another name or none is ignored.",
    }),
    protocol: suggested({ TCP: "The default.", UDP: "Datagrams.", SCTP: "Stream control transmission." })
      .optional()
      .meta({ title: "Protocol", description: "Transport protocol. Default: `TCP`." }),
  })
  .meta({ id: "ContainerPort", title: "Port" });

export const Probe = z
  .looseObject({
    initialDelaySeconds: z.int32().optional().meta({
      title: "Initial delay",
      description: "Seconds from the container's start to the first check. Default: 0.",
    }),
    periodSeconds: z
      .int32()
      .optional()
      .meta({ title: "Period", description: "Seconds between two checks. Default: 10." }),
    timeoutSeconds: z
      .int32()
      .optional()
      .meta({ title: "Timeout", description: "Seconds after which a check counts as failed. Default: 1." }),
    failureThreshold: z.int32().optional().meta({
      title: "Failures",
      description: "Failed checks in a row before Kubernetes acts: a liveness probe kills the container. Default: 3.",
    }),
    successThreshold: z.int32().optional().meta({
      title: "Success threshold",
      description: "Good checks in a row before the probe counts as passed. Default: 1.",
    }),
  })
  .meta({ id: "Probe", title: "Probe" });

export const VolumeMount = z
  .looseObject({
    name: z.string().meta({ title: "Name", description: "Name of a volume of the pod." }),
    mountPath: z.string().meta({
      title: "Mount path",
      description:
        "Where the volume shows in the container. The operator mounts the downloaded model at `/mnt/models`.",
    }),
    readOnly: z
      .boolean()
      .optional()
      .meta({ title: "Read only", description: "Mounts without the right to write. Default: `false`." }),
  })
  .meta({ id: "VolumeMount", title: "Volume mount" });

export const Container = z
  .looseObject({
    name: z.string().meta({
      title: "Name",
      description:
        "Name of the container, a lower-case DNS label. A container serves the graph unit of the same name; every other one is a sidecar. Above 48 characters the Service of a unit's container becomes invalid.",
    }),
    image: z.string().optional().meta({
      title: "Image",
      description:
        "Image of the container. A unit with a prepackaged server needs none: the operator fills in the server's image.",
    }),
    imagePullPolicy: suggested({
      IfNotPresent: "Pull once. What the operator sets on the units' containers.",
      Always: "Pull at every start.",
      Never: "Use what the node has.",
    })
      .optional()
      .meta({
        title: "Image pull policy",
        description: "When to pull the image. The operator sets `IfNotPresent` on units' containers without one.",
      }),
    command: z
      .array(z.string())
      .optional()
      .meta({ title: "Command", description: "Replaces the image's entry point; no shell is involved." }),
    args: z.array(z.string()).optional().meta({ title: "Arguments", description: "Replaces the image's arguments." }),
    env: z.array(EnvVar).optional().meta({
      title: "Variables",
      description:
        "Environment variables. The operator adds its own, such as `PREDICTIVE_UNIT_HTTP_SERVICE_PORT` and `PREDICTIVE_UNIT_PARAMETERS`; do not set those yourself.",
    }),
    envFrom: z.array(z.looseObject({})).optional().meta({
      title: "Sources of variables",
      description:
        "Takes all keys of a Secret or a ConfigMap as variables. For the model's download use the unit's `envSecretRefName` instead.",
    }),
    ports: z.array(ContainerPort).optional().meta({
      title: "Ports",
      description: "Ports. Only those named `http`, `grpc` or `metrics` mean something to the operator.",
    }),
    resources: ResourceRequirements.optional().meta({
      title: "Resources",
      description: "What the container reserves and may use.",
    }),
    livenessProbe: Probe.optional().meta({
      title: "Liveness probe",
      description:
        "Kills the container when it fails. Where a unit's container has none, the operator sets one on the port: 60 s initial delay, then three checks 5 s apart, so a server that takes longer than about 75 s to open its port is killed while it starts.",
    }),
    readinessProbe: Probe.optional().meta({
      title: "Readiness probe",
      description:
        "Decides whether the pod gets requests. Where a unit's container has none, the operator sets one on the port: 20 s initial delay, every 5 s.",
    }),
    startupProbe: Probe.optional().meta({
      title: "Startup probe",
      description:
        "Holds the other probes back until it has passed: the right place for long model downloads and environment builds.",
    }),
    volumeMounts: z.array(VolumeMount).optional().meta({
      title: "Volume mounts",
      description: "Volumes the container sees. The operator adds the model's at `/mnt/models` and `/etc/podinfo`.",
    }),
  })
  .meta({ id: "Container", title: "Container" });

export const Volume = z
  .looseObject({
    name: z.string().meta({
      title: "Name",
      description:
        "Name of the volume. `<container>-provision-location` is the operator's name for the downloaded model.",
    }),
  })
  .meta({ id: "Volume", title: "Volume" });

export const PodSpec = z
  .looseObject({
    containers: z.array(Container).meta({
      title: "Containers",
      description:
        "Containers of the pod. Each graph unit finds its own by name; with a prepackaged server it may be left out.",
    }),
    initContainers: z.array(Container).optional().meta({
      title: "Init containers",
      description:
        "Run one after the other before the containers. One named `<unit>-model-initializer` takes the place of the operator's; the volume `<unit>-provision-location` is then yours to add.",
    }),
    volumes: z
      .array(Volume)
      .optional()
      .meta({ title: "Volumes", description: "Volumes for the containers of this pod." }),
    serviceAccountName: z
      .string()
      .optional()
      .meta({ title: "Service account", description: "Service account of the pod. Must exist in the namespace." }),
    imagePullSecrets: z
      .array(z.looseObject({ name: z.string().optional() }))
      .optional()
      .meta({ title: "Image pull secrets", description: "Secrets for private registries." }),
    nodeSelector: z.record(z.string(), z.string()).optional().meta({
      title: "Node selector",
      description: "Labels a node must have. Values are strings: quote `true` and numbers.",
    }),
    terminationGracePeriodSeconds: z.int().meta({ format: "int64" }).optional().meta({
      title: "Termination grace period",
      description: "Seconds between the request to stop and the kill. The operator sets 20 where it is absent.",
    }),
  })
  .meta({ id: "PodSpec", title: "Pod" });

/** Names and labels of a resource, as the API server knows them. */
export const ObjectMeta = z
  .looseObject({
    name: z.string().optional().meta({
      title: "Name",
      description:
        "Name of the resource, unique in its namespace. For a SeldonDeployment a DNS label that begins with a letter: Services are named after it.",
    }),
    namespace: z
      .string()
      .optional()
      .meta({ title: "Namespace", description: "Namespace of the resource; the context's where it is absent." }),
    labels: z
      .record(z.string(), z.string())
      .optional()
      .meta({ title: "Labels", description: "Labels to select by. Values are strings." }),
    annotations: MetadataAnnotations.optional(),
  })
  .meta({ id: "ObjectMeta", title: "Metadata" });

/** Limits on how many pods may be down at once (policy/v1). */
export const podCount = integerOrString;

/** The metric of a HorizontalPodAutoscaler in the shape of autoscaling/v2. */
export const MetricSpec = z
  .looseObject({
    type: suggested({
      Resource: "CPU or memory of all containers of the pod.",
      ContainerResource: "CPU or memory of one container.",
      Pods: "A custom metric of the pods, averaged.",
      Object: "A metric of another Kubernetes object.",
      External: "A metric from outside the cluster.",
    }).meta({
      title: "Type",
      description: "Kind of metric; the field of the same name in lower camel case holds the rest.",
    }),
  })
  .meta({ id: "V2MetricSpec", title: "Metric" });

export const HorizontalPodAutoscalerBehavior = z
  .looseObject({
    scaleUp: z.looseObject({}).optional().meta({ title: "Scale up", description: "How fast pods may be added." }),
    scaleDown: z
      .looseObject({})
      .optional()
      .meta({ title: "Scale down", description: "How fast pods may be taken away." }),
  })
  .meta({ id: "V2HorizontalPodAutoscalerBehavior", title: "Behavior" });
