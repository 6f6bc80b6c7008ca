/** The bundle's beginning: the styles and the two elements of the panel. */
import "./styles/main.css";
import "./list.ts";
import "./keyHelp.ts";
import "./menu.ts";
import "./queryBox.ts";
import "./timeline/element.ts";
import "./panel.ts";
