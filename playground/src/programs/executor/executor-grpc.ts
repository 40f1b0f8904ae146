// The executor's gRPC interface, which leads the same way through the graph as its REST interface (seldon-facts §7.2).
import type { HttpAnswer } from "../../support/http.ts";
import type { GrpcMethod } from "../grpc/grpc-service.ts";
import { modelMethods, panickingMethods } from "../grpc/inference-service.ts";
import { seldonService, type RestCalls } from "../grpc/seldon-services.ts";
import { executorAnswer, type ExecutorParts } from "./executor-api.ts";

/** Under the tensorflow protocol there is none here: our clients ask TensorFlow over REST. */
export function executorGrpc(parts: ExecutorParts): readonly GrpcMethod[] {
  const rest: RestCalls = async (call, grpcPath): Promise<HttpAnswer> => {
    const answer = await executorAnswer(parts, call, grpcPath);
    if (answer !== "cut") return answer;
    // No interceptor recovers: a panic that costs a REST client its connection costs everybody the process here.
    parts.crash("invalid memory address or nil pointer dereference");
    return new Promise(() => {});
  };
  if (parts.args.protocol === "seldon") return seldonService(rest);
  return parts.args.protocol === "v2" ? [...modelMethods(rest), ...panickingMethods(parts.crash)] : [];
}
