/**
 * How much is read. No person writes more, and reading it would hold up whoever waits for an answer; it is told, and what it
 * concerns is not read at all: a part of it would say something else than the whole.
 */

/** Of one text. */
export const MOST_CHARACTERS = 2_000_000;

/** Words and signs of one declaration. */
export const MOST_WORDS = 100_000;

const shown = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

export const tooManyCharacters = `This file has more than ${shown(MOST_CHARACTERS)} characters, so it is not read, and nothing in it is known or runs. Split it: all files of a folder share their names. What a list holds can stand in a file of its own, \`list names from "lists/names.txt"\`.`;

export const tooManyWords = `This declaration has more than ${shown(MOST_WORDS)} words and signs, so it is not read. Keep what it lists in a file of its own, \`list names from "lists/names.txt"\`, or make several of it.`;
