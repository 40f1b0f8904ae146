// conda or pip cannot reach its channel (F06).
import { defineSignature } from "../signature.ts";

export const condaOffline = defineSignature({
  id: "conda-offline",
  failureModes: ["F06"],
  sources: ["model-log"],
  verdict: "cause",
  pattern: /CondaHTTPError: HTTP 000|\bProxyError\b|\bSSLError\b/,
  title: "conda cannot reach its channel",
  meaning: "MLFLOW_SERVER downloads its environment from the internet at every start, and the pod cannot get there.",
  remedy:
    "Set HTTPS_PROXY and NO_PROXY (with .svc,.cluster.local,localhost,127.0.0.1) or a mirror (CONDA_CHANNEL_ALIAS, PIP_INDEX_URL) on the unit's container. Or take protocol v2 with a packed environment, or an image of your own.",
  samples: [
    {
      lines: [
        "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/linux-64/repodata.json>",
      ],
    },
    { lines: ["ProxyError: Conda cannot proceed due to an error in your proxy configuration."] },
  ],
});
