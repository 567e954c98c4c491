// Sets the chosen theme before the first paint. Without a choice the system's theme holds (see src/frame/theme.ts).
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is forbidden here: the system's theme holds.
}
