// What the extension adds to VS Code, declared once: package.json's contributions, docs/settings.md and the ids that code uses come from here.

/** Languages whose documents may hold manifests. Helm, docker-compose and the like have ids of their own and are left alone. */
export const LANGUAGES = ["yaml", "json"] as const;

export const COMMAND_CATEGORY = "Seldon";

export interface CommandContribution {
  /** Shown after the category. */
  readonly title: string;
  /** A when clause; where it is false the command palette does not list the command. */
  readonly when?: string;
  /** A codicon such as `$(refresh)`, for places that show commands as buttons. */
  readonly icon?: string;
  /** A when clause; where it is false the command is shown greyed out in menus. */
  readonly enablement?: string;
  readonly menus?: readonly MenuPlace[];
}

/** A menu beside the command palette that shows a command. */
export interface MenuPlace {
  readonly menu: "view/title" | "view/item/context" | "editor/title" | "editor/context" | "explorer/context";
  readonly when: string;
  /** `inline` for buttons on a row, `navigation` for buttons in a title bar; else a group of the menu with an order, `1_logs@2`. */
  readonly group: string;
}

const IN_EXPLORER = "view == seldon.explorer";
const ON_SELDON_DOCUMENT = "seldon.isSeldonDocument";
const ON_LIVE_OBJECT = "resourceScheme == seldon-cluster && resourceExtname == .yaml";
/** Rows that belong to one deployment. */
const ANY_PART = "deployment|predictor|unit|workload|pod|container|route";

/** @param kinds of rows, as an alternative of a regular expression */
function onRow(kinds: string): string {
  return `${IN_EXPLORER} && viewItem =~ /^(${kinds})/`;
}

/** Greyed out on rows where RBAC is known to refuse it. */
function allowed(action: string): string {
  return `isWorkspaceTrusted && !(viewItem =~ /may-not-${action}/)`;
}

/** In the explorer of files. */
const MAY_HOLD_MANIFESTS = "explorerResourceIsFolder || resourceExtname =~ /^\\.(yaml|yml|json)$/";

/** Rows that have a log. */
const WITH_LOG = "deployment|predictor|unit|workload|pod|container";
/** While the panel *Output* shows a log of ours: the name of its channel begins so (see features/logs/open-log.ts). */
const IN_LOG = "view == workbench.panel.output && activeOutputChannel =~ /-Seldon log:/";

export const COMMANDS = {
  "seldon.restartLanguageServer": { title: "Restart Language Server" },
  "seldon.startPlayground": { title: "Start Playground Cluster", enablement: "isWorkspaceTrusted" },
  "seldon.stopPlayground": { title: "Stop Playground Cluster", when: "seldon.isPlaygroundRunning" },
  "seldon.explorer.refresh": {
    title: "Refresh Deployments",
    icon: "$(refresh)",
    menus: [{ menu: "view/title", when: IN_EXPLORER, group: "navigation@3" }],
  },
  "seldon.explorer.filter": {
    title: "Filter Deployments…",
    icon: "$(filter)",
    menus: [{ menu: "view/title", when: `${IN_EXPLORER} && !seldon.isExplorerFiltered`, group: "navigation@1" }],
  },
  "seldon.explorer.clearFilter": {
    title: "Clear Filter of Deployments",
    icon: "$(filter-filled)",
    when: "seldon.isExplorerFiltered",
    menus: [{ menu: "view/title", when: `${IN_EXPLORER} && seldon.isExplorerFiltered`, group: "navigation@1" }],
  },
  "seldon.explorer.sort": {
    title: "Sort Deployments…",
    menus: [{ menu: "view/title", when: IN_EXPLORER, group: "1_view@1" }],
  },
  "seldon.explorer.chooseNamespaces": {
    title: "Choose Namespaces…",
    menus: [
      { menu: "view/title", when: IN_EXPLORER, group: "1_view@2" },
      { menu: "view/item/context", when: `${IN_EXPLORER} && viewItem =~ /^context/`, group: "1_view@1" },
    ],
  },
  "seldon.openManifest": {
    title: "Open Manifest",
    icon: "$(go-to-file)",
    menus: [
      { menu: "view/item/context", when: onRow("deployment|predictor|unit"), group: "inline@1" },
      { menu: "view/item/context", when: onRow(ANY_PART), group: "1_open@1" },
    ],
  },
  "seldon.showInExplorer": {
    title: "Show in Seldon Explorer",
    enablement: "isWorkspaceTrusted",
    when: ON_SELDON_DOCUMENT,
    menus: [
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@20" },
      { menu: "editor/title", when: ON_SELDON_DOCUMENT, group: "2_seldon@1" },
    ],
  },
  "seldon.showLiveObject": {
    title: "Show Live Object",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: onRow("deployment|predictor|unit|workload|pod|route\\b"), group: "1_open@2" },
    ],
  },
  "seldon.toggleStatus": {
    title: "Show or Hide Status",
    icon: "$(list-tree)",
    when: ON_LIVE_OBJECT,
    menus: [{ menu: "editor/title", when: ON_LIVE_OBJECT, group: "navigation@1" }],
  },
  "seldon.describe": {
    title: "Describe",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow(ANY_PART), group: "1_open@3" }],
  },
  "seldon.showEvents": {
    title: "Show Events",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow(ANY_PART), group: "1_open@4" }],
  },
  "seldon.forwardPort": {
    title: "Forward Port…",
    enablement: allowed("forward"),
    menus: [{ menu: "view/item/context", when: onRow("deployment|predictor|pod|container"), group: "3_reach@1" }],
  },
  "seldon.showForwards": { title: "Show Forwarded Ports…", enablement: "isWorkspaceTrusted" },
  "seldon.openForward": { title: "Open Forwarded Port in Browser", when: "false" },
  "seldon.stopForward": { title: "Stop Forwarding Port", when: "false" },
  "seldon.openLink": {
    title: "Open in Dashboard…",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow(ANY_PART), group: "3_reach@2" }],
  },
  "seldon.scale": {
    title: "Scale…",
    enablement: allowed("scale"),
    menus: [{ menu: "view/item/context", when: onRow("deployment|predictor"), group: "4_change@1" }],
  },
  "seldon.restart": {
    title: "Restart Pods…",
    enablement: allowed("restart"),
    menus: [{ menu: "view/item/context", when: onRow("deployment|predictor|unit|workload"), group: "4_change@2" }],
  },
  "seldon.copyName": {
    title: "Copy Name",
    menus: [{ menu: "view/item/context", when: onRow(`${ANY_PART}|namespace|context`), group: "5_copy@1" }],
  },
  "seldon.copyKubectlLine": {
    title: "Copy kubectl Line…",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow(ANY_PART), group: "5_copy@2" }],
  },
  "seldon.delete": {
    title: "Delete…",
    enablement: allowed("delete"),
    menus: [{ menu: "view/item/context", when: onRow("deployment"), group: "9_delete@1" }],
  },
  "seldon.logs.follow": {
    title: "Follow Log",
    icon: "$(output)",
    enablement: allowed("logs"),
    menus: [
      { menu: "view/item/context", when: onRow(WITH_LOG), group: "inline@2" },
      { menu: "view/item/context", when: onRow(WITH_LOG), group: "1_logs@1" },
    ],
  },
  "seldon.logs.followJob": { title: "Follow Log of a Job…", enablement: "isWorkspaceTrusted" },
  "seldon.logs.filter": {
    title: "Filter Log…",
    icon: "$(filter)",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: IN_LOG, group: "navigation@-4" }],
  },
  "seldon.logs.pause": {
    title: "Pause Log",
    icon: "$(debug-pause)",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: `${IN_LOG} && !seldon.isLogPaused`, group: "navigation@-3" }],
  },
  "seldon.logs.resume": {
    title: "Resume Log",
    icon: "$(debug-continue)",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: `${IN_LOG} && seldon.isLogPaused`, group: "navigation@-3" }],
  },
  "seldon.logs.clear": {
    title: "Clear Log",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: IN_LOG, group: "1_seldon@1" }],
  },
  "seldon.logs.save": {
    title: "Save Log As…",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: IN_LOG, group: "1_seldon@2" }],
  },
  "seldon.logs.copy": {
    title: "Copy Whole Log",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: IN_LOG, group: "1_seldon@3" }],
  },
  "seldon.logs.close": {
    title: "Close Log",
    icon: "$(close)",
    when: "seldon.hasLogs",
    menus: [{ menu: "view/title", when: IN_LOG, group: "navigation@-2" }],
  },
  "seldon.deploy": {
    title: "Deploy…",
    icon: "$(cloud-upload)",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "editor/title", when: ON_SELDON_DOCUMENT, group: "navigation@1" },
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@21" },
      { menu: "explorer/context", when: MAY_HOLD_MANIFESTS, group: "5_seldon@1" },
    ],
  },
  "seldon.diffWithCluster": {
    title: "Diff with Cluster",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "editor/title", when: ON_SELDON_DOCUMENT, group: "2_seldon@2" },
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@22" },
      { menu: "explorer/context", when: MAY_HOLD_MANIFESTS, group: "5_seldon@2" },
    ],
  },
  "seldon.rollBack": {
    title: "Roll Back…",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow("deployment"), group: "4_change@3" }],
  },
  "seldon.checkCluster": {
    title: "Check Cluster",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow("context|namespace"), group: "1_view@2" }],
  },
  "seldon.chooseDeployTarget": { title: "Choose Deploy Target…", enablement: "isWorkspaceTrusted" },
  "seldon.forgetPlaceholderValues": { title: "Forget Values of Placeholders" },
  "seldon.showManifestPlace": { title: "Show Place in Manifest", when: "false" },
  "seldon.showInstallation": { title: "How to Install Seldon Core" },
  "seldon.showLog": { title: "Show Log" },
  "seldon.fixAll": { title: "Fix All Problems in File", when: ON_SELDON_DOCUMENT },
  "seldon.openRuleDocumentation": { title: "Open Rule Documentation" },
} as const satisfies Readonly<Record<string, CommandContribution>>;

/** In the activity bar. */
export const VIEW_CONTAINER = { id: "seldon", title: "Seldon", icon: "media/activity-bar.svg" } as const;

/** What the view says where it has no rows. The first button is what most people need next. */
export const WELCOME_VIEWS = [
  {
    view: "seldon.explorer",
    when: "!isWorkspaceTrusted",
    contents:
      "Clusters are not contacted from a workspace that you do not trust.\n[Manage Workspace Trust](command:workbench.trust.manage)",
  },
  {
    view: "seldon.explorer",
    when: "isWorkspaceTrusted && seldon.hasLookedForClusters && !seldon.hasClusters",
    contents:
      "No kubeconfig file names a cluster. Looked for are the files of the setting, of the variable KUBECONFIG, and ~/.kube/config.\nNo cluster at hand? A playground runs on this machine, with an operator and simulated pods; nothing is installed.\n[Start Playground Cluster](command:seldon.startPlayground)\n[Choose a Kubeconfig File](command:workbench.action.openSettings?%22seldon.kubeconfig%22)",
  },
] as const;

export const VIEWS = {
  "seldon.explorer": { name: "Deployments", icon: "media/activity-bar.svg" },
} as const;

/** Commands that VS Code itself adds for a view. */
export type ViewCommandId = `${keyof typeof VIEWS}.focus`;

export type CommandId = keyof typeof COMMANDS;

export interface SettingContribution {
  /** JSON Schema of the value, without its description. */
  readonly schema: Readonly<Record<string, unknown>>;
  /**
   * `machine` and `application`: the user's own, which no workspace can change (design §8.5). What is `machine` does not
   * hold in windows on another machine, which have settings of their own; a guard has to, so it is `application`.
   */
  readonly scope: "resource" | "window" | "machine" | "application";
  /** Markdown. */
  readonly description: string;
}

export const SETTINGS = {
  "seldon.rules": {
    // The generator adds one property per rule.
    schema: { type: "object", default: {}, additionalProperties: false },
    scope: "resource",
    description:
      "Severity per rule, for rules that are to be reported otherwise than they are by default. `off` switches a rule off.",
  },
  "seldon.version": {
    // The generator adds the default and the versions that are known.
    schema: { type: "string" },
    scope: "resource",
    description:
      "The Seldon Core version that the manifests are meant for, such as `1.17.1`. Rules, quoted numbers and image names follow it.",
  },
  "seldon.kubeconfig": {
    schema: { type: "array", items: { type: "string" }, default: [] },
    scope: "machine",
    description:
      "Kubeconfig files to find clusters in, merged as kubectl merges them. Empty: the files that `KUBECONFIG` names, else `~/.kube/config`. None of them is ever written to.",
  },
  "seldon.readOnly": {
    schema: { type: "boolean", default: false },
    scope: "application",
    description: "Clusters are only looked at: nothing is deployed, scaled, restarted or deleted.",
  },
  "seldon.protectedContexts": {
    schema: { type: "array", items: { type: "string" }, default: ["*prod*"] },
    scope: "application",
    description:
      "Contexts whose name must be typed before anything there is changed. `*` stands for any text, and upper and lower case are the same.",
  },
  "seldon.codeLens": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description:
      "Shows *Deploy* and *Diff* above every SeldonDeployment of a folder that a deploy target was chosen for.",
  },
  "seldon.links": {
    schema: {
      type: "array",
      default: [],
      items: {
        type: "object",
        required: ["title", "url"],
        additionalProperties: false,
        properties: { title: { type: "string" }, url: { type: "string", pattern: "^https?://" } },
      },
    },
    scope: "machine",
    description:
      'Dashboards that *Open in Dashboard…* offers for a row, such as `{ "title": "Grafana", "url": "https://grafana.example/d/seldon?var-deployment={deployment}" }`. An address may hold `{context}`, `{namespace}`, `{deployment}`, `{predictor}`, `{unit}`, `{pod}`, `{modelUri}`, `{bucket}` and `{path}`; the last two are parts of the model URI.',
  },
  "seldon.playground.speed": {
    schema: { type: "number", default: 10, minimum: 1, maximum: 100 },
    scope: "window",
    description:
      "How much faster than a real cluster the playground lives: at 10, a probe that waits a minute waits six seconds.",
  },
  "seldon.trace.server": {
    schema: {
      type: "string",
      default: "messages",
      enum: ["messages", "verbose"],
      enumDescriptions: ["The names of requests and notifications, with times.", "Their contents as well."],
    },
    scope: "window",
    description:
      "How much of the traffic between VS Code and the language server goes into the log once the log's level is *Trace*.",
  },
} as const satisfies Readonly<Record<string, SettingContribution>>;

export type SettingId = keyof typeof SETTINGS;

/** Values that rules may be set to in `seldon.rules`. */
export const RULE_SETTINGS = ["off", "error", "warning", "information", "hint"] as const;

/** Names for when clauses. */
export const CONTEXT_KEYS = {
  /** True while the active editor shows a document that concerns Seldon. */
  isSeldonDocument: ON_SELDON_DOCUMENT,
  /** True while some kubeconfig file names a cluster. */
  hasClusters: "seldon.hasClusters",
  /** True once the kubeconfig files have been read. */
  hasLooked: "seldon.hasLookedForClusters",
  isFiltered: "seldon.isExplorerFiltered",
  /** True while this window's playground cluster runs. */
  isPlaygroundRunning: "seldon.isPlaygroundRunning",
  /** True while a log is open. */
  hasLogs: "seldon.hasLogs",
  /** True while the log in the panel *Output* is paused. */
  isLogPaused: "seldon.isLogPaused",
} as const;

export type ContextKey = (typeof CONTEXT_KEYS)[keyof typeof CONTEXT_KEYS];

/** Language of the output channels that logs are shown in, so that they have colours and hovers. */
export const LOG_LANGUAGE = {
  id: "seldon-log",
  name: "Seldon Log",
  grammar: { scopeName: "text.seldon-log", path: "./syntaxes/seldon-log.tmLanguage.json" },
} as const;

/** Ids of items in the language status of the status bar. */
export const LANGUAGE_STATUS = { server: "seldon.server", drift: "seldon.drift" } as const;

export const SNIPPET_FILES = [{ language: "yaml", path: "./snippets/seldon.json" }] as const;

/** Commands activate the extension by themselves. */
export const ACTIVATION_EVENTS: readonly string[] = LANGUAGES.map(language => `onLanguage:${language}`);

export const CAPABILITIES = {
  untrustedWorkspaces: {
    supported: "limited",
    description: "Manifests are checked, completed and fixed as usual. Nothing reaches the network or a cluster.",
  },
  virtualWorkspaces: {
    supported: "limited",
    description: "Open manifests are checked, completed and fixed. Files that are not open are not read.",
  },
} as const;
