// Before anything is shown: the reader's theme, and that scripts run, so that
// what needs them has its place from the beginning.
document.documentElement.classList.add("scripted");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // A reader who keeps no storage has the system's theme.
}
