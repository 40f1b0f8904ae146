// Lets a gRPC service answer what an HTTP handler answers.
import type { HttpHandler } from "../../support/http.ts";
import { unknownError } from "./grpc-service.ts";
import type { RestCalls } from "./seldon-services.ts";

export function restCalls(handler: HttpHandler): RestCalls {
  return async call => {
    const answer = await handler(call);
    if (answer === "cut") throw unknownError("Exception calling application");
    return answer;
  };
}
