// A unit of the inference graph: `graph` and everything below its `children` (seldon-facts §1.5, §1.6).
import * as z from "zod";
import { suggested } from "../suggested.ts";

export const Endpoint = z
  .object({
    service_host: z.string().optional().meta({
      title: "Host",
      description: "Host of the unit. The operator overwrites it for every unit that has a container.",
    }),
    service_port: z.int32().optional().meta({
      title: "Port",
      description: "Port of the unit. The operator overwrites it for every unit that has a container.",
    }),
    type: suggested({ REST: "Call the unit over HTTP.", GRPC: "Call the unit over gRPC." }).optional().meta({
      title: "Type",
      description:
        "How the unit is called, in upper case. At most one kind in a whole deployment, and none that contradicts `spec.transport`, which is the better place for it.",
    }),
    httpPort: z.int32().optional().meta({
      title: "HTTP port",
      description: "HTTP port. The operator overwrites it; name a container port `http` instead.",
    }),
    grpcPort: z.int32().optional().meta({
      title: "gRPC port",
      description: "gRPC port. The operator overwrites it; name a container port `grpc` instead.",
    }),
  })
  .meta({
    id: "Endpoint",
    title: "Endpoint",
    description: "Where and how a unit is reached. Mostly written by the operator.",
  });

export const Parameter = z
  .object({
    name: z.string().meta({
      title: "Name",
      description: "Name of the parameter. The Python servers refuse to start on a name they do not know.",
    }),
    value: z.string().meta({
      title: "Value",
      description: "The value, always a string: write `'5'` and `'true'` in quotes. The server converts it to `type`.",
    }),
    type: suggested({
      STRING: "As it is.",
      INT: "A whole number.",
      FLOAT: "A number.",
      DOUBLE: "A number; the same as FLOAT in Python.",
      BOOL: "y, yes, t, true, on, 1, n, no, f, false, off or 0.",
    }).meta({ title: "Type", description: "What the server makes of the value. Upper case." }),
  })
  .meta({
    id: "Parameter",
    title: "Parameter",
    description: "A parameter for the unit's server. All three fields are required.",
    defaultSnippets: [
      {
        label: "parameter",
        description: "A parameter with its type",
        body: { name: "${1:method}", value: "${2:predict}", type: "${3:STRING}" },
      },
    ],
  });

export const Logger = z
  .object({
    url: z.string().optional().meta({
      title: "URL",
      description:
        "Where payloads are sent as CloudEvents. Default: the operator's `REQUEST_LOGGER_DEFAULT_ENDPOINT`, `http://default-broker`.",
    }),
    mode: suggested({ all: "Requests and responses.", request: "Requests only.", response: "Responses only." })
      .optional()
      .meta({ title: "Mode", description: "What is logged. The webhook refuses a logger without it." }),
  })
  .meta({ id: "Logger", title: "Logger", description: "Sends the payloads of this unit to a request logger." });

/** The other built-in names of the CRD do nothing in the executor, so none of them is proposed (seldon-facts §7.6). */
const Implementation = suggested({
  SKLEARN_SERVER: "scikit-learn: needs `model.joblib` in the folder of `modelUri`. Not under protocol tensorflow.",
  XGBOOST_SERVER:
    "XGBoost: needs `model.bst` in the folder of `modelUri`. Takes no parameters. Not under protocol tensorflow.",
  MLFLOW_SERVER:
    "MLflow: needs a model folder with `MLmodel`. Under protocol seldon it builds the model's conda environment at every start. Not under protocol tensorflow.",
  TENSORFLOW_SERVER:
    "TensorFlow Serving: needs numbered version folders with a SavedModel. Under protocol seldon or tensorflow, not v2.",
  TRITON_SERVER: "NVIDIA Triton: needs a model repository. Under protocol v2 only.",
  HUGGINGFACE_SERVER:
    "Hugging Face pipelines: parameters `task` and `pretrained_model`; `modelUri` is not used. Under protocol v2 only.",
  TEMPO_SERVER: "Tempo pipelines saved by the Tempo SDK. Under protocol v2 only.",
  RANDOM_ABTEST:
    "Built in: sends to the first of exactly two children with the probability `ratioA` (a FLOAT, 0.5 by default, heeded only as the sole parameter), else to the second.",
}).meta({
  title: "Implementation",
  description:
    "What serves the unit. Absent: your own container with the unit's name. A prepackaged server brings its image and downloads `modelUri`; an administrator can add others in the ConfigMap `seldon-config`.",
});

const UnitType = suggested({
  MODEL: "Answers requests; its children get the answer. What prepackaged servers always are.",
  TRANSFORMER: "Changes requests on their way to its child.",
  OUTPUT_TRANSFORMER: "Changes its child's answers on the way back.",
  ROUTER: "Picks the child that a request goes to.",
  COMBINER: "Makes one answer of the answers of all children.",
  UNKNOWN_TYPE: "None of these: `methods` then says what the unit can do.",
}).meta({
  title: "Type",
  description:
    "The unit's part in the graph. The executor knows these words only, in upper case; a unit of another type is passed over in silence. Default: `MODEL` where `methods` and `implementation` are absent too.",
});

const Method = suggested({
  TRANSFORM_INPUT: "Is called with the request: a model or a transformer.",
  TRANSFORM_OUTPUT: "Is called with the child's answer.",
  ROUTE: "Is asked which child to call.",
  AGGREGATE: "Is called with the answers of all children.",
  SEND_FEEDBACK: "Gets feedback on earlier answers.",
});

export const PredictiveUnit = z
  .object({
    name: z.string().meta({
      title: "Name",
      description:
        "Name of the unit: a lower-case DNS label, unique in the predictor. The container of the same name serves it; under protocol v2 it is the model's name in the URL.",
    }),
    implementation: Implementation.optional(),
    modelUri: z.string().optional().meta({
      title: "Model URI",
      description:
        "Folder of the model, such as `gs://bucket/path`, `s3://bucket/path` or `pvc://claim/path`. An init container runs rclone to copy it to `/mnt/models`; what stands before the colon is the name of an rclone remote. Required for every prepackaged server but HUGGINGFACE_SERVER.",
    }),
    envSecretRefName: z.string().optional().meta({
      title: "Secret for the store",
      description:
        "Secret in the same namespace whose keys configure rclone, such as `RCLONE_CONFIG_S3_TYPE` for `s3://`. Default: the operator's, which is empty unless set: only public `gs://` buckets work without.",
    }),
    type: UnitType.optional(),
    methods: z.array(Method).optional().meta({
      title: "Methods",
      description: "Calls the unit takes, for a unit whose `type` does not say it.",
    }),
    parameters: z.array(Parameter).optional().meta({
      title: "Parameters",
      description:
        "Parameters for the unit's server. MLServer's own runtimes ignore them, but for HUGGINGFACE_SERVER's.",
    }),
    endpoint: Endpoint.optional(),
    logger: Logger.optional(),
    serviceAccountName: z.string().optional().meta({
      title: "Service account",
      description:
        "Service account of the pod, for prepackaged servers. Its Secrets are searched for the older kinds of storage credentials. On other units it does not change the pod.",
    }),
    storageInitializerImage: z.string().optional().meta({
      title: "Initializer image",
      description:
        "Image that downloads the model in place of the operator's. It is called with the URI and `/mnt/models`.",
    }),
    get children(): z.ZodOptional<z.ZodArray<typeof PredictiveUnit>> {
      return z.array(PredictiveUnit).optional().meta({
        title: "Children",
        description:
          "Units that this one passes its output to. Of several without a combiner or router all are called and the first one's answer counts. The CRD holds ten levels; deeper ones are dropped in silence.",
      });
    },
  })
  .meta({
    id: "PredictiveUnit",
    title: "Graph unit",
    description: "A unit of the inference graph.",
    defaultSnippets: [
      {
        label: "prepackaged server",
        description: "A unit that downloads a model and serves it",
        body: { name: "${1:classifier}", implementation: "${2:SKLEARN_SERVER}", modelUri: "${3:gs://bucket/model}" },
      },
    ],
  });
