// What is wrong with a request before it is sent, as plain data: the server makes findings of it, the client sentences.

/** Keys and indices below the payload: `["inputs", 0, "shape"]`; empty for the payload itself. */
export type PayloadPath = readonly (string | number)[];

export type PayloadProblemId =
  | "noShape"
  | "severalShapes"
  | "shapeOfOtherProtocol"
  | "keyOfOtherProtocol"
  | "tensorflowOverGrpc"
  | "explainOverGrpc"
  | "feedbackOfOtherProtocol"
  | "feedbackOnly"
  | "tensorCount"
  | "inputCount"
  | "inputValue"
  | "halfFloatOverGrpc"
  | "raggedRows"
  | "flatRow"
  | "namesCount"
  | "namesMissing"
  | "namesUnused"
  | "columnsMissing"
  | "columnCount"
  | "columnType"
  | "inputDatatype"
  | "inputShape";

/** What an edit needs. Values are JSON, ready to be written below the payload. */
export type PayloadFix =
  /** `names` is written beside the rows, or in the place of those that are there. */
  | { readonly kind: "set-names"; readonly names: readonly string[] }
  /** `value` takes the place of what stands at `path`. */
  | { readonly kind: "set-value"; readonly path: PayloadPath; readonly value: unknown }
  /** The shape `from` goes, `to` comes with this value. */
  | { readonly kind: "replace-shape"; readonly from: string; readonly to: string; readonly value: unknown }
  | { readonly kind: "remove"; readonly path: PayloadPath };

export interface PayloadProblem {
  readonly path: PayloadPath;
  readonly messageId: PayloadProblemId;
  /** `error`: it cannot be sent like this, or the model is certain to refuse it. */
  readonly severity: "error" | "warning";
  /** What is wrong, why it will hurt, what to do. */
  readonly message: string;
  readonly fix?: PayloadFix;
}

/** One input of a model, as an `MLmodel` signature or a model's metadata tells it. */
export interface SignatureInput {
  /** Of a column or an input; tensors of MLflow may have none. */
  readonly name?: string | undefined;
  /** MLflow's type of a column (`double`, `long`, `string` …), or NumPy's of a tensor (`float64`). */
  readonly type?: string | undefined;
  /** v2's, such as `FP32`. */
  readonly datatype?: string | undefined;
  /** −1 stands for any length. A column has none. */
  readonly shape?: readonly number[] | undefined;
  /** `false`: a data frame may come without this column. */
  readonly isRequired?: boolean | undefined;
}

/** What a model takes; the `ModelSignature` of a workspace's `MLmodel` is one as well. */
export interface InputSignature {
  readonly inputs: readonly SignatureInput[];
}

/** What a payload is held against. */
export interface PayloadContext {
  readonly protocol: "seldon" | "v2" | "tensorflow";
  readonly transport?: "rest" | "grpc" | undefined;
  readonly endpoint?: "predict" | "explain" | "feedback" | undefined;
  readonly signature?: InputSignature | undefined;
  /** Of the unit that gets the request first, such as `MLFLOW_SERVER`. */
  readonly implementation?: string | undefined;
}
