// Tells whether a prepackaged unit really runs the server of its name, or an image of the user's own about which nothing is known.
import type { Unit } from "./deployment.ts";
import { parseImageReference } from "./image-reference.ts";
import { prepackagedServer, type PrepackagedServer, type SeldonFacts } from "./seldon-facts.ts";
import { isTemplated } from "./template.ts";

/**
 * The server whose code runs in the unit's container under the protocol in force. Undefined for custom images and commands,
 * for servers that nobody named, for protocols without an image, and where a template decides.
 */
export function stockServer(unit: Unit, seldon: SeldonFacts): PrepackagedServer | undefined {
  const { implementation } = unit;
  const { protocol } = unit.deployment;
  if (implementation === undefined || protocol === undefined || hasTemplatedName(unit)) return undefined;
  const server = prepackagedServer(seldon, implementation);
  const stockImage = server?.images[protocol];
  if (!server || stockImage === undefined) return undefined;
  const { container } = unit;
  if (!container) return server;
  if (!container.at.key("command").isEmpty || !container.at.key("args").isEmpty) return undefined;
  const image = container.at.key("image");
  return image.isEmpty || isSameRepository(image.string() ?? "", stockImage) ? server : undefined;
}

/** A name that a template makes may be that of any container. */
function hasTemplatedName(unit: Unit): boolean {
  const names = [unit.name, ...unit.predictor.containers.map(container => container.name)];
  return names.some(name => name === undefined || isTemplated(name));
}

function isSameRepository(image: string, stockImage: string | null): boolean {
  if (image === "") return true;
  if (stockImage === null) return false;
  const written = parseImageReference(image);
  const stock = parseImageReference(stockImage);
  return written !== undefined && written.registry === stock?.registry && written.repository === stock?.repository;
}
