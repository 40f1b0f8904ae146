// gRPC servers without a port: they are handed the streams of the simulated network, as the HTTP servers are.
import { createServer } from "node:net";
import {
  type Metadata,
  Server,
  ServerCredentials,
  status,
  type ServiceDefinition,
  type UntypedHandleCall,
} from "@grpc/grpc-js";
import type { StreamServer } from "../../kubelet/program.ts";
import { messageType } from "./protos.ts";

export interface GrpcMethod {
  /** Such as `/seldon.protos.Seldon/Predict`. */
  readonly path: string;
  /** Full names of the messages. */
  readonly request: string;
  readonly response: string;
  /** Takes and gives messages as plain objects in protobufjs's form. Throws {@link GrpcError} for a status. */
  handle(
    message: Record<string, unknown>,
    metadata: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>>;
}

/** Ends a call with a status other than OK. */
export class GrpcError extends Error {
  readonly code: number;
  constructor(code: number, details: string) {
    super(details);
    this.code = code;
  }
}

/** What an exception in a handler becomes in Go and Python. */
export function unknownError(details: string): GrpcError {
  return new GrpcError(status.UNKNOWN, details);
}

/** Methods that are not listed are answered UNIMPLEMENTED. */
export function grpcService(methods: readonly GrpcMethod[]): StreamServer {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const definition: Record<string, ServiceDefinition[string]> = {};
  const handlers: Record<string, UntypedHandleCall> = {};
  for (const method of methods) {
    definition[method.path] = methodDefinition(method);
    handlers[method.path] = handlerOf(method);
  }
  if (methods.length > 0) server.addService(definition, handlers);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return createServer(stream => injector.injectConnection(stream));
}

function methodDefinition({ path, request, response }: GrpcMethod): ServiceDefinition[string] {
  const types = { request: messageType(request), response: messageType(response) };
  const write = (type: "request" | "response") => (message: object) =>
    Buffer.from(types[type].encode(types[type].fromObject({ ...message })).finish());
  const read = (type: "request" | "response") => (bytes: Buffer) =>
    types[type].toObject(types[type].decode(bytes), { longs: Number, enums: String, arrays: false, objects: false });
  return {
    ...{ path, requestStream: false, responseStream: false },
    ...{ requestSerialize: write("request"), requestDeserialize: read("request") },
    ...{ responseSerialize: write("response"), responseDeserialize: read("response") },
  };
}

function handlerOf(method: GrpcMethod): UntypedHandleCall {
  return (
    call: { request: Record<string, unknown>; metadata: Metadata },
    done: (error: object | null, answer?: object) => void,
  ) => {
    const metadata = Object.fromEntries(
      Object.entries(call.metadata.getMap()).map(([name, value]) => [name, String(value)]),
    );
    method.handle(call.request, metadata).then(
      answer => done(null, answer),
      (error: unknown) => {
        const code = error instanceof GrpcError ? error.code : status.INTERNAL;
        done({ code, details: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}
