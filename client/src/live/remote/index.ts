// What the bundle dist/live-remote.js exports: clusters that are kept in the thread of their sessions, for another thread.
export { serveCluster } from "./serve-cluster.ts";
