/** The one parser. Making it analyses the whole grammar, so nobody makes a second; its state is the input it was given. */
import { DeclarationParser } from "./declaration.ts";

export const parser = new DeclarationParser();
