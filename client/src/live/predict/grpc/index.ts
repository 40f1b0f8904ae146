// What the bundle dist/grpc.js exports: predictions over gRPC. Loaded when the first one is sent.
export { createGrpcCaller, type GrpcCaller } from "./caller.ts";
