// Where the extension lies as users get it.
import path from "node:path";
import { projectRoot } from "../../scripts/project-root.ts";

/** `npm run package` makes it. */
export const packagedExtension: string = path.join(projectRoot, ".artifacts", "seldon-deployments.vsix");
