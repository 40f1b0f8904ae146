// What the bundle dist/kube-remote.js exports: the port, whose adapter works in a thread of its own (client/src/thread/).
export { createRemoteGateway, type Loss } from "./remote-gateway.ts";
export type { FromThread, ThreadData, ToThread } from "./messages.ts";
export type { RemoteSession, ResidentTalk } from "./remote-session.ts";
