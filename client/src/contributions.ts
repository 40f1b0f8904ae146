// What the extension adds to VS Code, declared once: package.json's contributions, docs/settings.md and the ids that code uses come from here.
import type { AgentToolName } from "../../schemas/src/index.ts";

/** Languages whose documents may hold manifests. Helm, docker-compose and the like have ids of their own and are left alone. */
export const LANGUAGES = ["yaml", "json"] as const;

/**
 * Languages of pages and scripts that carry manifests or work on them. They are looked at where they mention
 * Seldon, once the extension is active: nearly every workspace has such files, so that none of them activates it.
 */
export const DOCUMENTATION_LANGUAGES = [
  "markdown",
  "restructuredtext",
  "shellscript",
  "dockerfile",
  "pip-requirements",
] as const;

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
/** Files of requests to models. */
const ON_REQUEST_FILE = "resourceFilename =~ /\\.predict\\.ya?ml$/";
const IN_FORWARDS = "view == seldon.forwards";
const IN_MODELS = "view == seldon.models";
const ON_LIVE_OBJECT = "resourceScheme == seldon-cluster && resourceExtname == .yaml";
/** Rows that belong to one deployment. */
const ANY_PART = "deployment|predictor|unit|workload|pod|container|route";

/** @param kinds of rows, as an alternative of a regular expression */
function onRow(kinds: string): string {
  return `${IN_EXPLORER} && viewItem =~ /^(${kinds})/`;
}

/** Rows of predictors that share requests with others. */
const ON_SHARING = `${IN_EXPLORER} && viewItem =~ /^predictor .*in-split/`;

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

/** A folder for a new manifest, or a model that it is to serve. */
const MAY_GET_MANIFESTS = "explorerResourceIsFolder || resourceFilename == MLmodel";

export const COMMANDS = {
  "seldon.newDeployment": {
    title: "New SeldonDeployment…",
    menus: [{ menu: "explorer/context", when: MAY_GET_MANIFESTS, group: "5_seldon@0" }],
  },
  "seldon.openExample": { title: "Open Example…" },
  "seldon.copyBugReport": { title: "Copy Bug Report" },
  "seldon.useClusterVersion": { title: "Check for the Cluster's Version", when: "false" },
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
  "seldon.openGraphPreview": {
    title: "Open Graph Preview",
    icon: "$(type-hierarchy)",
    when: ON_SELDON_DOCUMENT,
    menus: [
      { menu: "editor/title", when: ON_SELDON_DOCUMENT, group: "navigation@5" },
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@21" },
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
  "seldon.diagnose": {
    title: "Diagnose",
    icon: "$(search-fuzzy)",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: `${onRow("deployment")} && viewItem =~ /is-failing/`, group: "inline@0" },
      { menu: "view/item/context", when: onRow(ANY_PART), group: "0_diagnose@1" },
    ],
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
  "seldon.canary.open": {
    title: "Open Traffic Panel",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow("deployment|predictor"), group: "2_traffic@1" }],
  },
  "seldon.canary.shift": {
    title: "Shift Traffic…",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "2_traffic@2" }],
  },
  "seldon.canary.more": {
    title: "Traffic +10 %",
    icon: "$(add)",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "inline@3" }],
  },
  "seldon.canary.less": {
    title: "Traffic −10 %",
    icon: "$(remove)",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "inline@4" }],
  },
  "seldon.canary.promote": {
    title: "Promote",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "2_traffic@3" }],
  },
  "seldon.canary.finish": {
    title: "Make Canary the Main Predictor…",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "2_traffic@4" }],
  },
  "seldon.canary.abort": {
    title: "Abort Canary",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: ON_SHARING, group: "2_traffic@5" }],
  },
  "seldon.canary.shadow": {
    title: "Make or End Shadow",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: onRow("predictor"), group: "2_traffic@6" }],
  },
  "seldon.canary.even": {
    title: "Share Traffic Evenly",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: onRow("deployment"), group: "2_traffic@2" }],
  },
  "seldon.canary.undo": {
    title: "Undo Traffic Change",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: onRow("deployment"), group: "2_traffic@3" }],
  },
  "seldon.canary.start": {
    title: "Start Guided Canary…",
    enablement: allowed("shift"),
    menus: [{ menu: "view/item/context", when: onRow("deployment|predictor"), group: "2_traffic@7" }],
  },
  "seldon.canary.pause": { title: "Pause Guided Canary", enablement: "isWorkspaceTrusted" },
  "seldon.canary.resume": { title: "Resume Guided Canary", enablement: "isWorkspaceTrusted" },
  "seldon.canary.takeOver": { title: "Take Over Guided Canary", enablement: "isWorkspaceTrusted" },
  "seldon.canary.report": { title: "Show Report of Guided Canary", enablement: "isWorkspaceTrusted" },
  "seldon.canary.verify": {
    title: "Verify Split…",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow("deployment"), group: "2_traffic@8" }],
  },
  "seldon.canary.chooseDestination": { title: "Choose Where Traffic Changes Go…", enablement: "isWorkspaceTrusted" },
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
  "seldon.checkArtifact": {
    title: "Check Model Artifact",
    icon: "$(database)",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@23" },
      { menu: "view/item/context", when: onRow("deployment|predictor|unit"), group: "0_diagnose@2" },
    ],
  },
  "seldon.showModelCheck": { title: "Show What the Store Holds", when: "false" },
  "seldon.checkCluster": {
    title: "Check Cluster",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/item/context", when: onRow("context|namespace"), group: "1_view@2" }],
  },
  "seldon.storeSecret": {
    title: "Create or Repair rclone Secret…",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: onRow("deployment|unit"), group: "4_change@4" },
      { menu: "editor/context", when: ON_SELDON_DOCUMENT, group: "navigation@23" },
    ],
  },
  "seldon.chooseDeployTarget": { title: "Choose Deploy Target…", enablement: "isWorkspaceTrusted" },
  "seldon.forgetPlaceholderValues": { title: "Forget Values of Placeholders" },
  "seldon.predict": {
    title: "Predict",
    icon: "$(beaker)",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: onRow("deployment|predictor"), group: "inline@3" },
      { menu: "view/item/context", when: onRow("deployment|predictor"), group: "2_predict@1" },
      { menu: "editor/title", when: ON_SELDON_DOCUMENT, group: "navigation@2" },
    ],
  },
  "seldon.comparePredictors": {
    title: "Compare Predictors",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: onRow("deployment"), group: "2_predict@2" },
      { menu: "editor/title", when: ON_REQUEST_FILE, group: "2_seldon@1" },
    ],
  },
  "seldon.burst": {
    title: "Send Burst…",
    enablement: "isWorkspaceTrusted",
    menus: [
      { menu: "view/item/context", when: onRow("deployment|predictor"), group: "2_predict@3" },
      { menu: "editor/title", when: ON_REQUEST_FILE, group: "2_seldon@2" },
    ],
  },
  "seldon.sendFeedback": { title: "Send Feedback…", enablement: "isWorkspaceTrusted" },
  "seldon.predictionHistory": { title: "Prediction History…", enablement: "isWorkspaceTrusted" },
  "seldon.copyForward": {
    title: "Copy Address",
    icon: "$(copy)",
    when: "false",
    menus: [{ menu: "view/item/context", when: IN_FORWARDS, group: "inline@1" }],
  },
  "seldon.browseForward": {
    title: "Open in Browser",
    icon: "$(link-external)",
    when: "false",
    menus: [{ menu: "view/item/context", when: IN_FORWARDS, group: "inline@2" }],
  },
  "seldon.endForward": {
    title: "Stop Forwarding",
    icon: "$(debug-stop)",
    when: "false",
    menus: [{ menu: "view/item/context", when: IN_FORWARDS, group: "inline@3" }],
  },
  "seldon.sendRequest": {
    title: "Send Request",
    enablement: "isWorkspaceTrusted",
    when: ON_REQUEST_FILE,
    icon: "$(play)",
    menus: [{ menu: "editor/title", when: ON_REQUEST_FILE, group: "navigation@1" }],
  },
  "seldon.copyRequestAs": { title: "Copy Request As…", enablement: "isWorkspaceTrusted", when: ON_REQUEST_FILE },
  "seldon.forgetSecret": { title: "Forget Secret…" },
  "seldon.models.connect": {
    title: "Connect to MLflow…",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/title", when: IN_MODELS, group: "1_registry@1" }],
  },
  "seldon.models.refresh": {
    title: "Refresh Models",
    icon: "$(refresh)",
    enablement: "isWorkspaceTrusted",
    menus: [{ menu: "view/title", when: IN_MODELS, group: "navigation@2" }],
  },
  "seldon.models.filter": {
    title: "Filter Models…",
    icon: "$(filter)",
    when: "seldon.hasRegistry",
    menus: [
      {
        menu: "view/title",
        when: `${IN_MODELS} && seldon.hasRegistry && !seldon.areModelsFiltered`,
        group: "navigation@1",
      },
    ],
  },
  "seldon.models.clearFilter": {
    title: "Clear Filter of Models",
    icon: "$(filter-filled)",
    when: "seldon.areModelsFiltered",
    menus: [{ menu: "view/title", when: `${IN_MODELS} && seldon.areModelsFiltered`, group: "navigation@1" }],
  },
  "seldon.models.setCredentials": {
    title: "Set MLflow Credentials…",
    enablement: "isWorkspaceTrusted",
    when: "seldon.hasRegistry",
    menus: [{ menu: "view/title", when: `${IN_MODELS} && seldon.hasRegistry`, group: "1_registry@2" }],
  },
  "seldon.models.forgetCredentials": {
    title: "Forget MLflow Credentials",
    when: "seldon.hasRegistry",
    menus: [{ menu: "view/title", when: `${IN_MODELS} && seldon.hasRegistry`, group: "1_registry@3" }],
  },
  "seldon.models.deployVersion": {
    title: "Deploy This Version…",
    icon: "$(cloud-upload)",
    when: "false",
    menus: [
      { menu: "view/item/context", when: `${IN_MODELS} && viewItem =~ /^version/`, group: "inline@1" },
      { menu: "view/item/context", when: `${IN_MODELS} && viewItem =~ /^version/`, group: "1_deploy@1" },
    ],
  },
  "seldon.models.copyUri": {
    title: "Copy Artifact URI",
    when: "false",
    menus: [{ menu: "view/item/context", when: `${IN_MODELS} && viewItem =~ /^version/`, group: "2_copy@1" }],
  },
  "seldon.showManifestPlace": { title: "Show Place in Manifest", when: "false" },
  "seldon.showInstallation": { title: "How to Install Seldon Core" },
  "seldon.showLog": { title: "Show Log" },
  "seldon.fixAll": { title: "Fix All Problems in File", when: `${ON_SELDON_DOCUMENT} || ${ON_REQUEST_FILE}` },
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
  {
    view: "seldon.models",
    when: "!isWorkspaceTrusted",
    contents:
      "MLflow is not asked from a workspace that you do not trust.\n[Manage Workspace Trust](command:workbench.trust.manage)",
  },
  {
    view: "seldon.models",
    when: "isWorkspaceTrusted && !seldon.hasRegistry",
    contents:
      "Shows the models of an MLflow registry with their versions and aliases, and deploys them. The server is that of the setting seldon.mlflow.trackingUri, of the variable MLFLOW_TRACKING_URI, or one in a cluster.\n[Connect to MLflow…](command:seldon.models.connect)",
  },
  {
    view: "seldon.models",
    when: "isWorkspaceTrusted && seldon.hasRegistry && seldon.isRegistryRefusing",
    contents:
      "The MLflow server does not let you see its models. It wants a token, or a name and a password, or other ones than it was given.\n[Set MLflow Credentials…](command:seldon.models.setCredentials)\n[Try Again](command:seldon.models.refresh)",
  },
  {
    view: "seldon.models",
    when: "isWorkspaceTrusted && seldon.hasRegistry && seldon.isRegistryAway",
    contents:
      "The MLflow server cannot be asked. The log says why.\n[Try Again](command:seldon.models.refresh)\n[Connect to MLflow…](command:seldon.models.connect)\n[Show Log](command:seldon.showLog)",
  },
  {
    view: "seldon.models",
    when: "isWorkspaceTrusted && seldon.hasRegistry && seldon.isRegistryEmpty",
    contents:
      "The registry has no models yet. One comes with `mlflow.register_model` or the button *Register Model* of a run.\n[Refresh Models](command:seldon.models.refresh)",
  },
  {
    view: "seldon.models",
    when: "isWorkspaceTrusted && seldon.hasRegistry && seldon.isRegistryFilteredOut",
    contents: "No model has a name or an alias like the filter.\n[Clear Filter](command:seldon.models.clearFilter)",
  },
] as const;

export const VIEWS = {
  "seldon.explorer": { name: "Deployments", icon: "media/activity-bar.svg" },
  // Folded until somebody opens it, so that no registry is asked before.
  "seldon.models": { name: "Models", icon: "media/activity-bar.svg", visibility: "collapsed" },
  // Not always there: most people forward nothing most of the time.
  "seldon.forwards": { name: "Forwarded Ports", icon: "media/activity-bar.svg", when: "seldon.hasForwards" },
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
    description:
      "Clusters are only looked at: nothing is deployed, scaled, restarted or deleted, and no feedback is sent to models.",
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
      "Shows lines above the text, such as *Deploy* above a SeldonDeployment. Off, none of them is shown; on, `seldon.codeLensKinds` says which.",
  },
  "seldon.codeLensKinds.deploy": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description:
      "Shows *Deploy* and *Diff* above every SeldonDeployment of a folder that a deploy target was chosen for.",
  },
  "seldon.codeLensKinds.predict": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description:
      "Shows *Predict*, and *Compare predictors* where there are several, above every SeldonDeployment of a folder that a deploy target was chosen for.",
  },
  "seldon.codeLensKinds.graph": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description: "Shows *Graph* above every SeldonDeployment.",
  },
  "seldon.codeLensKinds.diagnose": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description: "Shows *Diagnose* above a SeldonDeployment that fails in a cluster that is watched.",
  },
  "seldon.codeLensKinds.traffic": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description:
      "Shows the shares of the traffic, and the gestures that change them, above the predictors of a folder that a deploy target was chosen for.",
  },
  "seldon.codeLensKinds.server": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description: "Shows the server's facts above every unit with one of Seldon's servers.",
  },
  "seldon.codeLensKinds.model": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description:
      "Shows *Check Model* above units whose model is fetched with a Secret, in a folder that a deploy target was chosen for.",
  },
  "seldon.codeLensKinds.newDeployment": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description: "Shows *New SeldonDeployment…* in empty YAML files.",
  },
  "seldon.codeLensKinds.request": {
    schema: { type: "boolean", default: true },
    scope: "window",
    description: "Shows *Send*, *Send to all predictors* and *Copy as…* above the requests of prediction tests.",
  },
  "seldon.inlayHints.traffic": {
    schema: { type: "boolean", default: true },
    scope: "resource",
    description:
      "Shows the share of the traffic that a predictor really gets, where its manifest says none or another.",
  },
  "seldon.inlayHints.probeBudget": {
    schema: { type: "boolean", default: true },
    scope: "resource",
    description: "Shows how many seconds a startup or liveness probe gives its container.",
  },
  "seldon.inlayHints.port": {
    schema: { type: "boolean", default: true },
    scope: "resource",
    description: "Shows the ports that the operator gives to a unit whose container names none.",
  },
  "seldon.inlayHints.replicas": {
    schema: { type: "boolean", default: true },
    scope: "resource",
    description: "Shows what counts instead, beside replicas that do not.",
  },
  "seldon.inlayHints.serviceUrl": {
    schema: { type: "boolean", default: true },
    scope: "resource",
    description: "Shows the address of each predictor within the cluster.",
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
  "seldon.deploy.checkArtifacts": {
    schema: {
      type: "string",
      default: "ask",
      enum: ["ask", "always", "never"],
      enumDescriptions: [
        "The question before a deploy offers to look for the models first.",
        "Each deploy looks for its models first.",
        "A deploy looks into no store.",
      ],
    },
    scope: "machine",
    description:
      "Whether a deploy looks into the object store for the models that it names, with the keys of the Secret that the manifest names. Nothing is written, and a store that cannot be reached keeps nothing from being deployed.",
  },
  "seldon.canary.policy": {
    schema: {
      type: "string",
      default: "proportional",
      enum: ["proportional", "to-main"],
      enumDescriptions: [
        "The other predictors share the rest in the proportions that they had.",
        "The main predictor takes or gives the difference; the others keep what they have.",
      ],
    },
    scope: "window",
    description: "How the other predictors make room when one is given another share of the traffic.",
  },
  "seldon.canary.steps": {
    schema: {
      type: "array",
      default: [5, 25, 50, 100],
      minItems: 1,
      items: { type: "integer", minimum: 1, maximum: 100 },
    },
    scope: "window",
    description:
      "Steps of a guided canary, in percent. A deployment's own annotation `seldon-deployments/canary-steps` (such as `10, 50, 100`) goes before.",
  },
  "seldon.canary.holdSeconds": {
    schema: { type: "number", default: 120, minimum: 1 },
    scope: "window",
    description: "How long each step of a guided canary is watched at least, once the routes follow.",
  },
  "seldon.canary.gates": {
    schema: {
      type: "object",
      default: { maxErrorRate: 0.01, minRequests: 50, maxRestarts: 0 },
      additionalProperties: false,
      properties: {
        maxErrorRate: { type: "number", minimum: 0, maximum: 1 },
        maxP95Ms: { type: "number", minimum: 0 },
        maxP99Ms: { type: "number", minimum: 0 },
        minRequests: { type: "integer", minimum: 0 },
        maxRestarts: { type: "integer", minimum: 0 },
      },
    },
    scope: "window",
    description:
      "What a guided canary has to keep in each step: share of errors (0 to 1), latencies in milliseconds, requests, restarts. One that is left out is not looked at.",
  },
  "seldon.canary.prometheus": {
    schema: { type: "string", default: "" },
    scope: "machine",
    description:
      "Where the metrics of guided canaries come from: empty for the executors themselves, an address such as `http://localhost:9090`, or a Service of the cluster as `namespace/name:port`.",
  },
  "seldon.canary.prometheusNamespaceLabel": {
    schema: { type: "string", default: "namespace" },
    scope: "machine",
    description:
      "The label that the scrape configuration of that Prometheus gives to a pod's namespace. Empty where there is none.",
  },
  "seldon.mlflow.trackingUri": {
    schema: { type: "string", default: "" },
    scope: "machine",
    description:
      "The MLflow server whose registry the view *Models* shows: an address such as `http://localhost:5000`, or a Service of a cluster as `namespace/name:port` or `context/namespace/name:port`. Empty: what the variable `MLFLOW_TRACKING_URI` says.",
  },
  "seldon.mlflow.artifactsDestination": {
    schema: { type: "string", default: "" },
    scope: "machine",
    description:
      "Where an MLflow server that hands out artifacts itself (`mlflow-artifacts:/…`) keeps them, as its option `--artifacts-destination` says, such as `s3://mlflow`. Nobody but the server knows, and pods fetch models from the store.",
  },
  "seldon.playground.speed": {
    schema: { type: "number", default: 10, minimum: 1, maximum: 100 },
    scope: "window",
    description:
      "How much faster than a real cluster the playground lives: at 10, a probe that waits a minute waits six seconds.",
  },
  "seldon.agents.mcp.enabled": {
    schema: { type: "boolean", default: false },
    scope: "application",
    description:
      "Offers the MCP server of this extension to the agents in VS Code: linting and rules, and clusters as far as `seldon.agents.mcp.contexts` allows. All of its tools only read. VS Code's own chat has the same tools without it.",
  },
  "seldon.agents.mcp.contexts": {
    schema: { type: "array", items: { type: "string" }, default: [] },
    scope: "application",
    description:
      "Contexts that the MCP server may look at. Empty: none, and the tools that look at clusters are not offered.",
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
  /** True while a port of a cluster stands on this machine. */
  hasForwards: "seldon.hasForwards",
  /** True where an MLflow server is named. */
  hasRegistry: "seldon.hasRegistry",
  /** Why the view of its models is empty. */
  isRegistryRefusing: "seldon.isRegistryRefusing",
  isRegistryAway: "seldon.isRegistryAway",
  isRegistryEmpty: "seldon.isRegistryEmpty",
  isRegistryFilteredOut: "seldon.isRegistryFilteredOut",
  areModelsFiltered: "seldon.areModelsFiltered",
  /** True while the log in the panel *Output* is paused. */
  isLogPaused: "seldon.isLogPaused",
  /** What has happened in this window, for the walkthrough. */
  hasMended: "seldon.hasMended",
  hasDeployed: "seldon.hasDeployed",
  hasSeenFailure: "seldon.hasSeenFailure",
  hasDiagnosed: "seldon.hasDiagnosed",
  hasPredicted: "seldon.hasPredicted",
  hasShiftedTraffic: "seldon.hasShiftedTraffic",
} as const;

export type ContextKey = (typeof CONTEXT_KEYS)[keyof typeof CONTEXT_KEYS];

/** Language of the output channels that logs are shown in, so that they have colours and hovers. */
export const LOG_LANGUAGE = {
  id: "seldon-log",
  name: "Seldon Log",
  grammar: { scopeName: "text.seldon-log", path: "./syntaxes/seldon-log.tmLanguage.json" },
} as const;

/** Ids of items in the language status of the status bar. */
export const LANGUAGE_STATUS = { server: "seldon.server", drift: "seldon.drift", cluster: "seldon.cluster" } as const;

export interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  /** Markdown of VS Code's walkthroughs: a link on a line of its own is a button. */
  readonly description: string;
  readonly media: { readonly image: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

/** The first minutes: from a diary of failed deploys to a canary, all of it without a cluster of one's own. */
export const WALKTHROUGH = {
  id: "firstSteps",
  title: "Serve a Model with Seldon Core",
  description: "From ten failed deploys to a canary that serves.",
  steps: [
    {
      id: "lint",
      title: "Find what would have failed",
      description:
        "The diary of a deployment: ten attempts, each found out ten minutes after the deploy. Open one. What would have gone wrong stands at its line, with the log line that it would have ended in.\n[Open the Diary](command:seldon.openExample)",
      media: { image: "media/screenshot-problems.png", altText: "A manifest with its problems, each with what to do." },
      completionEvents: ["onCommand:seldon.openExample"],
    },
    {
      id: "mend",
      title: "Mend it with one key",
      description:
        "Put the cursor on a problem and press Ctrl+. for the light bulb. It changes only what has to change: comments and indentation stay. *Seldon: Fix All Problems in File* does all that is safe at once.\n[Open an Attempt](command:seldon.openExample?%5B%22diary%2F07-unknown-parameter.yaml%22%5D)",
      media: { image: "media/screenshot-fix.png", altText: "The light bulb offers a startup probe." },
      completionEvents: ["onContext:seldon.hasMended"],
    },
    {
      id: "playground",
      title: "Start a cluster to play with",
      description:
        "A Kubernetes API with Seldon's operator and simulated pods, in one process on this machine. Your kubeconfig is not touched.\n[Start Playground Cluster](command:seldon.startPlayground)",
      media: { image: "media/screenshot-explorer.png", altText: "The sidebar with deployments, predictors and pods." },
      completionEvents: ["onContext:seldon.isPlaygroundRunning"],
    },
    {
      id: "deploy",
      title: "Deploy with a preview",
      description:
        "Choose the playground and a namespace. You are shown what the cluster would make of the manifest before anything is written, and told in words how it comes up. Open the example, then press *Deploy…* in its title bar.\n[Open an Example](command:seldon.openExample?%5B%22canary.yaml%22%5D)",
      media: { image: "media/screenshot-deploy.png", altText: "The preview of a deploy: what changes, side by side." },
      completionEvents: ["onContext:seldon.hasDeployed"],
    },
    {
      id: "break",
      title: "Break it",
      description:
        "Deploy an attempt of the diary, too, and watch the sidebar say why on the row that fails.\n[Open an Attempt](command:seldon.openExample?%5B%22diary%2F04-secret-without-remote.yaml%22%5D)",
      media: { image: "media/screenshot-explorer.png", altText: "A failing pod with the reason in words." },
      completionEvents: ["onContext:seldon.hasSeenFailure"],
    },
    {
      id: "diagnose",
      title: "Ask why it is not serving",
      description:
        "One command reads status, events and logs in the order in which an expert would, and names the cause, the line that shows it, and the line of the manifest.\n[Diagnose](command:seldon.diagnose)",
      media: { image: "media/screenshot-diagnosis.png", altText: "A diagnosis: cause, evidence, what to do." },
      completionEvents: ["onContext:seldon.hasDiagnosed"],
    },
    {
      id: "predict",
      title: "Get a prediction",
      description:
        "No port-forward, no curl: the right service and path, a request made of what is known about the model, the answer as a table.\n[Predict](command:seldon.predict)",
      media: { image: "media/screenshot-answer.png", altText: "A model's answer as a table and a chart." },
      completionEvents: ["onContext:seldon.hasPredicted"],
    },
    {
      id: "canary",
      title: "Shift traffic, safely",
      description:
        "Always a whole split of 100, previewed, in the cluster and in the file alike, and undone with one click. A guided canary goes step by step and turns back by itself.\n[Open Traffic Panel](command:seldon.canary.open)",
      media: { image: "media/screenshot-canary.png", altText: "The traffic panel with the shares of two predictors." },
      completionEvents: ["onContext:seldon.hasShiftedTraffic"],
    },
  ],
} as const satisfies {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly steps: readonly WalkthroughStep[];
};

export interface LanguageModelTool {
  /** Among the tools of all extensions. */
  readonly name: string;
  /** Which of schemas/src/agents it is: title, description and input come from there. */
  readonly tool: AgentToolName | "preview";
  /** What a person types after `#` in the chat. */
  readonly reference: string;
  /** For people. */
  readonly description: string;
  readonly icon: string;
  readonly when?: string;
}

/** All of them only read; those that contact a cluster ask the user each time, unless VS Code was told not to. */
export const LANGUAGE_MODEL_TOOLS: readonly LanguageModelTool[] = [
  {
    name: "seldon_lint_manifest",
    tool: "lint_manifest",
    reference: "seldonLint",
    description: "Checks a manifest as the editor does",
    icon: "$(checklist)",
  },
  {
    name: "seldon_explain_rule",
    tool: "explain_rule",
    reference: "seldonRule",
    description: "Reads the page of a rule",
    icon: "$(book)",
  },
  {
    name: "seldon_get_deployment_status",
    tool: "get_deployment_status",
    reference: "seldonStatus",
    description: "Tells how a SeldonDeployment stands, in a cluster that the Seldon view shows",
    icon: "$(pulse)",
    when: "isWorkspaceTrusted",
  },
  {
    name: "seldon_diagnose_deployment",
    tool: "diagnose_deployment",
    reference: "seldonDiagnose",
    description: "Finds out why a SeldonDeployment does not serve, in a cluster that the Seldon view shows",
    icon: "$(search-fuzzy)",
    when: "isWorkspaceTrusted",
  },
  {
    name: "seldon_get_logs",
    tool: "get_logs",
    reference: "seldonLogs",
    description: "Reads the last lines of a container's log, in a cluster that the Seldon view shows",
    icon: "$(output)",
    when: "isWorkspaceTrusted",
  },
  {
    name: "seldon_preview_deployment",
    tool: "preview",
    reference: "seldonPreview",
    description: "Opens the preview of a deploy for you to look at; nothing is applied",
    icon: "$(diff)",
    when: "isWorkspaceTrusted",
  },
];

/** Gives VS Code our MCP server, where the user has switched it on. */
export const MCP_PROVIDER = { id: "seldon.mcp", label: "Seldon Deployments" } as const;

export const SNIPPET_FILES = [
  // Generated: what "New SeldonDeployment…" writes.
  { language: "yaml", path: "./snippets/patterns.json" },
  { language: "yaml", path: "./snippets/seldon.json" },
] as const;

/** Commands activate the extension by themselves. */
export const ACTIVATION_EVENTS: readonly string[] = [
  // So that the traffic panel comes back with a reload, and a guided canary goes on.
  "onWebviewPanel:seldon.canary",
  ...LANGUAGES.map(language => `onLanguage:${language}`),
  // So that the Test Explorer knows of request files before one is opened.
  "workspaceContains:**/*.predict.{yaml,yml}",
];

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
