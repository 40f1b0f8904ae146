// Slips in the Python of a page: name and value of a variable swapped, a command of two words, a Gateway taken for an address (S46, S54).
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const pipelineCode = defineResourceRule({
  id: "pipeline-code",
  severity: "hint",
  title: "Disallow slips in code that deploys",
  why: "`V1EnvVar(name='accesskey', value='AWS_ACCESS_KEY_ID')` sets a variable that nobody reads: `NoCredentialsError: Unable to locate credentials`. `subprocess.call(['microk8s kubectl', …])` looks for a program with a blank in its name: `FileNotFoundError`. And `seldon-gateway` is an object of Istio's, which answers nothing.",
  remedy:
    "Write the variable as the name, each word of a command by itself, and the Service of the gateway, such as `istio-ingressgateway.istio-system:80`.",
  failureModes: ["S54", "S46"],
  resources: ["PythonCode"],
  messages: {
    swapped: {
      text: 'This sets a variable {name} to the text {variable}, and {variable} itself stays unset: "NoCredentialsError: Unable to locate credentials". Write {variable} as the name, and take its value from a Secret.',
    },
    twoWords: {
      text: 'In a list each item is one word, so this looks for a program that is called "{words}": "FileNotFoundError: [Errno 2] No such file or directory". Write the words as items of their own.',
    },
    gatewayObject: {
      text: "The name seldon-gateway belongs to a Gateway object, which has no address. Requests go to the Service of the gateway, such as istio-ingressgateway.istio-system:80.",
    },
  },
  check({ document: { text }, resource: { at }, report }) {
    for (const { start, end, groups } of findAll(text, SWAPPED)) {
      const [, name = "", variable = ""] = groups;
      if (!/^[A-Z][A-Z0-9_]*$/.test(name))
        report({ at, range: { start, end }, message: "swapped", data: { name, variable } });
    }
    for (const { start, end, groups } of findAll(text, TWO_WORDS))
      report({ at, range: { start, end }, message: "twoWords", data: { words: (groups[0] ?? "").slice(1, -1) } });
    for (const { start, end } of findAll(text, GATEWAY))
      report({ at, range: { start, end }, message: "gatewayObject" });
  },
});

const SWAPPED =
  /V1EnvVar\s*\((\s*name\s*=\s*["']([^"']+)["']\s*,\s*value\s*=\s*["']((?:AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|MLFLOW_S3_ENDPOINT_URL|MLFLOW_TRACKING_URI))["']\s*)\)/g;
const TWO_WORDS = /subprocess\.\w+\(\s*\[\s*(["'](?:microk8s|minikube|sudo) kubectl["'])/g;
const GATEWAY = /gateway_endpoint\s*=\s*["'](seldon-gateway\.[\w.-]+(?::\d+)?)["']/g;
