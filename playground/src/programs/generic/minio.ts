// minio/minio: an object store of somebody's own on 9000 and its console on 9001; it answers, but lists nothing.
import type { Program } from "../../kubelet/program.ts";
import { httpService, pathOf, plainText } from "../../support/http.ts";
import { listenAll, serveUntilStopped } from "../support/process.ts";

export const minio: Program = async context => {
  listenAll(context, [
    { port: 9000, server: httpService(call => plainText(pathOf(call).startsWith("/minio/health/") ? 200 : 403, "")) },
    {
      port: 9001,
      server: httpService(() =>
        plainText(200, "<!doctype html><title>MinIO Console</title>", { "content-type": "text/html" }),
      ),
    },
  ]);
  context.log("MinIO Object Storage Server");
  context.log("API: http://0.0.0.0:9000");
  context.log("WebUI: http://0.0.0.0:9001");
  return serveUntilStopped(context);
};
