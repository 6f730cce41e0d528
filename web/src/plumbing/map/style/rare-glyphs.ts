/** What `rare-glyphs.css` adds, in files of their own: a browser fetches them only for a text that needs them. */
export const RARE_GLYPHS = '埝';
