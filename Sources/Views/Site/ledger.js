// Sorts and filters the ledger. What is shown stands in the address after `#`, so that it can be
// sent, bookmarked and gone back to: #light=红&sort=-limit
(() => {
  "use strict";

  // So many rows are laid out at once; a table of ten thousand would take seconds at each step.
  const step = 300;
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.ledger");
  const body = table.tBodies[0];
  const headings = Array.from(table.tHead.rows[0].cells);
  const fields = Array.from(form.elements).filter((field) => field.name);
  const output = form.querySelector("output");
  const collator = new Intl.Collator(document.documentElement.lang);
  const all = Array.from(body.rows, (row, place) => ({ row, place }));
  let matching = all;
  let sort = "";
  let limit = step;

  const value = (entry, column) => {
    const cell = entry.row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };

  // What is absent comes last in either direction; equals keep the ledger's order.
  const sorted = (entries) => {
    const descending = sort.startsWith("-");
    const key = descending ? sort.slice(1) : sort;
    const column = headings.findIndex((heading) => heading.dataset.key === key);
    if (column < 0) return entries;
    const keyed = entries.map((entry) => ({ entry, value: value(entry, column) }));
    keyed.sort((one, other) => {
      const [a, b] = [one.value, other.value];
      if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
      const order = typeof a === "number" && typeof b === "number"
        ? a - b : collator.compare(String(a), String(b));
      return order === 0 ? one.entry.place - other.entry.place : descending ? -order : order;
    });
    return keyed.map((item) => item.entry);
  };

  const text = (entry) => {
    entry.text ??= entry.row.textContent.toLocaleLowerCase();
    return entry.text;
  };

  const matches = (entry, wanted) =>
    wanted.every(([name, value]) =>
      name === "q"
        ? value.toLocaleLowerCase().split(/\s+/).every((word) => text(entry).includes(word))
        : entry.row.dataset[name] === value);

  const more = document.createElement("p");
  more.className = "more";
  table.parentElement.after(more);

  const button = (words, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  const show = (count) => {
    limit = count;
    body.replaceChildren(...matching.slice(0, limit).map((entry) => entry.row));
    const rest = matching.length - limit;
    more.replaceChildren();
    if (rest > 0) {
      more.append(
        button(table.dataset.more.replace("{count}", Math.min(step, rest)), () => show(limit + step)),
        button(table.dataset.all, () => show(matching.length)));
    }
  };

  const update = () => {
    const wanted = fields.map((field) => [field.name, field.value.trim()]).filter(([, value]) => value);
    matching = sorted(wanted.length ? all.filter((entry) => matches(entry, wanted)) : all);
    output.value = (wanted.length ? output.dataset.some : output.dataset.all)
      .replace("{some}", matching.length).replace("{all}", all.length);
    for (const heading of headings) {
      const direction = { [heading.dataset.key]: "ascending", ["-" + heading.dataset.key]: "descending" };
      heading.setAttribute("aria-sort", direction[sort] ?? "none");
    }
    show(step);
  };

  const remember = () => {
    const state = new URLSearchParams(
      fields.map((field) => [field.name, field.value.trim()]).filter(([, value]) => value));
    if (sort) state.set("sort", sort);
    history.replaceState(null, "", "#" + state);
    update();
  };

  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) {
      const wanted = state.get(field.name) ?? "";
      // A select can only have what it offers; a value that no row has shows that there is none.
      if (field.options && wanted && !Array.from(field.options).some((option) => option.value === wanted)) {
        field.add(new Option(wanted, wanted));
      }
      field.value = wanted;
    }
    sort = state.get("sort") ?? "";
    update();
  };

  for (const heading of headings) {
    const key = heading.dataset.key;
    const sorting = button(heading.textContent, () => {
      sort = sort === key ? "-" + key : sort === "-" + key ? "" : key;
      remember();
    });
    heading.replaceChildren(sorting);
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(remember, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { sort = ""; remember(); }));
  addEventListener("hashchange", recall);
  // Paper has everything that is asked for.
  let before = limit;
  addEventListener("beforeprint", () => { before = limit; show(matching.length); });
  addEventListener("afterprint", () => show(before));
  form.hidden = false;
  recall();
})();
