// Names by which a request file is known. Without zod, so that programs that have to start fast can read them.

/** `apiVersion` and `kind` of a request file (design §6). */
export const PREDICTION_TEST_API_VERSION = "seldon-deployments/v1";
export const PREDICTION_TEST_KIND = "PredictionTest";

/** How the names of request files end. */
export const PREDICTION_FILE = /\.predict\.ya?ml$/i;

/** The keys of a request of which exactly one says what is sent. */
export const PAYLOAD_SHAPES = [
  "ndarray",
  "tensor",
  "dataframe",
  "strData",
  "jsonData",
  "binData",
  "csv",
  "inputs",
  "instances",
  "body",
] as const;
export type PayloadShape = (typeof PAYLOAD_SHAPES)[number];

/** Datatypes of the v2 protocol (Open Inference Protocol). */
export const V2_DATATYPES = [
  "BOOL",
  "UINT8",
  "UINT16",
  "UINT32",
  "UINT64",
  "INT8",
  "INT16",
  "INT32",
  "INT64",
  "FP16",
  "FP32",
  "FP64",
  "BYTES",
] as const;
