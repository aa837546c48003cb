export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), status = parentElement.querySelector("span");
  button.textContent = data.copy;
  if (status.copied !== window.location.href) status.textContent = "";  // the page is another one by now
  button.onclick = async () => {
    const address = window.location.href;
    const done = await copied(address, button);
    status.copied = address;
    status.textContent = done ? data.done : data.failed;
  };
}

async function copied(text, button) {
  if (!navigator.clipboard) return copiedFromField(text, button); // a page that came over plain http
  return navigator.clipboard.writeText(text).then(() => true, () => copiedFromField(text, button));
}

function copiedFromField(text, button) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  return done;
}
