/**
 * `npm run tour`: the pictures of docs/tour and the film of the front page, taken in a real VS Code with the packaged extension.
 * `npm run tour -- --look contrast --out FOLDER` takes one look for looking at it; `--film` the film alone.
 */
import { mkdir, rename, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { build } from "./build.ts";
import { main } from "./explain.ts";
import { packageExtension } from "./package.ts";
import { root } from "./paths.ts";
import { film } from "./tour/film.ts";
import { tourFolder } from "./tour/pages.ts";
import { looks, takeStills } from "./tour/stills.ts";

const { values } = parseArgs({
  options: {
    look: { type: "string", multiple: true },
    film: { type: "boolean", default: false },
    out: { type: "string", default: join(tourFolder, "images") },
  },
});

await main(async () => {
  await build();
  await packageExtension();
  await mkdir(values.out, { recursive: true });
  const wanted = values.look ?? (values.film ? [] : ["light", "dark"]);
  for (const look of looks.filter(({ suffix }) => wanted.includes(suffix))) {
    const taken = new Set<string>();
    await takeStills(look, (name) => {
      const path = join(values.out, `${name}-${look.suffix}.png`);
      taken.add(path);
      return path;
    });
    for (const path of taken) await shrink(path);
  }
  if (values.film || values.look === undefined) {
    const path = join(root, "docs", "images", "film.webp");
    const { bytes, seconds } = await film(path);
    console.log(`${relative(root, path)}: ${Math.round(bytes / 1000)} kB, ${seconds.toFixed(1)} s`);
  }
});

/** A window has few colours: a palette is a third of the size, and the eye sees no difference. */
async function shrink(path: string): Promise<void> {
  const small = `${path}.small`;
  await sharp(path).png({ palette: true, quality: 95, effort: 8 }).toFile(small);
  await rename(small, path);
  console.log(`${relative(root, path)}: ${Math.round((await stat(path)).size / 1000)} kB`);
}
