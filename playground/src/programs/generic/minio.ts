// minio/minio: the playground's object store, which speaks S3, on 9000, and a page of its console on 9001.
import { createServer } from "node:http";
import type { Program } from "../../kubelet/program.ts";
import { s3Listener } from "../../s3/index.ts";
import { httpService, plainText } from "../../support/http.ts";
import { MINIO } from "../store/object-store.ts";
import { storeContent, storeKey } from "../store/store-content.ts";
import { listenAll, serveUntilStopped } from "../support/process.ts";

export const minio: Program = async context => {
  const store = s3Listener({ content: storeContent, key: storeKey });
  listenAll(context, [
    {
      port: MINIO.port,
      server: createServer((request, response) => {
        if (request.url?.startsWith("/minio/health/")) response.writeHead(200).end();
        else store(request, response);
      }),
    },
    {
      port: MINIO.consolePort,
      server: httpService(() =>
        plainText(200, "<!doctype html><title>MinIO Console</title>", { "content-type": "text/html" }),
      ),
    },
  ]);
  context.log("MinIO Object Storage Server");
  context.log(`API: http://0.0.0.0:${MINIO.port}`);
  context.log(`WebUI: http://0.0.0.0:${MINIO.consolePort}`);
  return serveUntilStopped(context);
};
