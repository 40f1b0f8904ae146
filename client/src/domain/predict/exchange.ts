// What is sent to a model and what comes back, as plain data: between the pure core, which writes and reads it, and whoever has the wire.

/** Names of the protocols as request files say them; `kfserving` is `v2`. */
export type Protocol = "seldon" | "v2" | "tensorflow";
export type Transport = "rest" | "grpc";
export type Endpoint = "predict" | "explain" | "feedback";

/** How a request gets to the model. */
export type Route =
  | {
      readonly kind: "service";
      /** `undefined`: the one of the context. */
      readonly namespace: string | undefined;
      readonly service: string;
      readonly port: number;
      /** The executor speaks TLS, with a certificate of its owner's making (seldon-facts §5.8). */
      readonly isSecure?: true;
    }
  /** Past a gateway, or wherever an address leads. */
  | { readonly kind: "url"; readonly url: string };

/** Ready to be sent; nothing in it is secret: headers name their secrets. */
export interface PreparedRequest {
  readonly protocol: Protocol;
  readonly endpoint: Endpoint;
  readonly route: Route;
  /** Who is asked, where it is known; past a gateway nobody knows which predictor. */
  readonly deployment: string | undefined;
  readonly predictor: string | undefined;
  /** `Host` is the authority, over gRPC as well. */
  readonly headers: readonly HeaderToSend[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly call: RestCall | GrpcCall;
}

export interface RestCall {
  readonly transport: "rest";
  readonly method: "GET" | "POST";
  /** Path with its leading slash, and the query; appended to the route's URL. */
  readonly path: string;
  /** JSON text; `undefined` with GET. */
  readonly body: string | undefined;
}

export interface GrpcCall {
  readonly transport: "grpc";
  /** Such as `seldon.protos.Seldon`. */
  readonly service: string;
  /** Such as `Predict`. */
  readonly method: string;
  /** The message in protobuf's JSON form, camelCase as in grpc-fields.md; bytes as base64. */
  readonly message: unknown;
}

export interface HeaderToSend {
  readonly name: string;
  /** Written before the secret, or the whole value. */
  readonly text: string;
  /** Name of the secret whose value follows the text. */
  readonly secret?: string;
}

/** What came back, or why nothing did. */
export type Outcome = Answer | Failure;

export interface Answer {
  readonly kind: "answer";
  readonly transport: Transport;
  /** HTTP status; over gRPC the status code, 0 for success. */
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Body as text; of gRPC the message in JSON, or the status' details. */
  readonly body: string;
  /** From the first byte sent to the last one received, in milliseconds. Opening the way there is not in it. */
  readonly latency: number;
  /** Bytes of the body on the wire. */
  readonly size: number;
  /** The pod that was asked, where the way there tells. */
  readonly pod?: string;
}

export interface Failure {
  readonly kind: "failure";
  readonly reason: "timeout" | "cancelled" | "not-connected" | "cut";
  /** `cut`: the request was on its way when the connection broke, so the model may have seen it. */
  readonly message: string;
  /** It never got out for what it is itself, such as a secret without a value: sent again, it fails again. */
  readonly isFinal?: true;
  /** Until it failed, in milliseconds. */
  readonly latency: number;
}
