// The flag for one ingress in a script that installs the other (S41), or no flag at all (S42).
import { defineResourceRule, type DeploymentContext } from "../../lint/rule.ts";
import { scriptOf, type Command } from "../../files/index.ts";
import { isOperatorInstall, settingsOf } from "../chart-version/operator-install.ts";

export const helmIngress = defineResourceRule({
  id: "helm-ingress",
  severity: "warning",
  title: "Require the flag of the ingress that a script installs",
  why: 'The operator makes VirtualServices with `istio.enabled` and Mappings with `ambassador.enabled`. With the flag of an ingress that is not there it stops: `no matches for kind "VirtualService" in version "networking.istio.io/v1alpha3"`, and every apply fails because nobody answers for `seldon-webhook-service`. Without the flag of the one that is there requests through it get 404.',
  remedy:
    "Set `ambassador.enabled=true` where Ambassador or Emissary is installed, and `istio.enabled=true` where Istio is.",
  failureModes: ["S41", "S42"],
  resources: ["ShellScript"],
  messages: {
    otherIngress: {
      text: 'This installs Seldon\'s operator with {flag}, and the ingress that is installed here is {installed}. Without {ingress} in the cluster the operator stops with "no matches for kind", and with it nothing is made for {installed}. Set {wanted}=true instead.',
    },
    noIngress: {
      text: "This installs Seldon's operator for no ingress: models are reached by port-forward only. If an ingress is to lead to them, set istio.enabled=true or ambassador.enabled=true.",
      severity: "information",
    },
  },
  check(context) {
    for (const install of scriptOf(context.document).commands.filter(isOperatorInstall))
      reportInstall(context, install);
  },
});

const INGRESSES = [
  { flag: "istio.enabled", ingress: "Istio", installed: /^(istio|istiod|istio-base|istio-ingress)$|istio\/|istioctl/ },
  { flag: "ambassador.enabled", ingress: "Ambassador", installed: /(^|\/)(ambassador|emissary-ingress|edge-stack)$/ },
] as const;

function reportInstall(
  { document, resource, siblings, report }: DeploymentContext<"otherIngress" | "noIngress">,
  install: Command,
): void {
  const commands = [
    ...siblings("ShellScript").flatMap(sibling => scriptOf(sibling.document).commands),
    ...scriptOf(document).commands,
  ];
  const settings = settingsOf(install);
  const isOn = (flag: string): boolean =>
    settings.some(({ text }) => new RegExp(`(^|,)${flag.replace(".", "\\.")}=true`).test(text));
  const isInstalled = ({ installed }: (typeof INGRESSES)[number]): boolean =>
    commands.some(command => isInstall(command) && command.words.some(({ text }) => installed.test(text)));
  const at = resource.at;
  for (const own of INGRESSES) {
    const other = INGRESSES.find(candidate => candidate !== own);
    if (!other || !isOn(own.flag) || isInstalled(own) || !isInstalled(other) || isOn(other.flag)) continue;
    const place = settings.find(({ text }) => text.includes(own.flag)) ?? install;
    const data = { flag: own.flag, ingress: own.ingress, installed: other.ingress, wanted: other.flag };
    report({ at, range: { start: place.start, end: place.end }, message: "otherIngress", data });
  }
  const readsFile = install.words.some(({ text }) => /^(-f|--values)(=|$)/.test(text));
  if (readsFile || settings.some(({ text }) => /\$|(istio|ambassador)\.enabled/.test(text))) return;
  const [first, second] = install.words;
  if (first && second) report({ at, range: { start: first.start, end: second.end }, message: "noIngress" });
}

function isInstall({ words }: Command): boolean {
  return (
    words[0]?.text === "istioctl" || words.slice(0, 3).some(({ text }) => text === "install" || text === "upgrade")
  );
}
