"""What a screen reader finds in the window: called by screen_reader_test.sh, on the bus that the window is on."""

import sys
import time
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60  # seconds; the machine may be busy
# What a person works with must say what it is; a filler or a panel may be nameless.
CONTROLS = {
    "push button", "toggle button", "check box", "radio button", "combo box", "spin button", "slider", "text",
    "page tab", "table", "tree", "menu item", "check menu item", "entry", "document", "graphic", "chart",
    "image", "canvas", "alert", "notification", "status bar", "progress bar",
}
SWITCH = ("toggle button", "push button", "radio button", "check box")
NO_ROLE = {"unknown", "invalid", "redundant object"}
warnings.simplefilter("ignore", DeprecationWarning)  # the interfaces' old names work everywhere
said = []
faults = []


def spin(seconds=0.05):
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        time.sleep(0.01)


def wait(what, condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        spin()
    sys.exit(f"FAILED: waited {PATIENCE} s for {what}; said so far: {said}")


def heard(event):
    try:
        if event.detail1 and event.source.get_role() == Atspi.Role.NOTIFICATION:
            said.append(event.source.get_name())
    except GLib.Error:  # what has shown is gone again
        pass


def window():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        if application and "lossylens" in (application.get_name() or "").lower() and application.get_child_count():
            return application.get_child_at_index(0)
    return None


def showing(root, depth=0):
    """Everything that can be seen, cells of tables aside: there is no end of them."""
    if root is None or depth > 20 or not root.get_state_set().contains(Atspi.StateType.SHOWING):
        return
    yield root
    if root.get_role_name() in ("table", "tree", "tree table", "list"):
        return
    for i in range(root.get_child_count()):
        yield from showing(root.get_child_at_index(i), depth + 1)


def find(root, role, words):
    for one in showing(root):
        if one.get_role_name() in role and words.lower() in (one.get_name() or "").lower():
            return one
    return None


def press(root, role, words):
    button = wait(f"“{words}”", lambda: find(root, role, words))
    button.get_action_iface().do_action(0)
    spin(0.2)


def look_through(root, layout):
    controls = 0
    for one in showing(root):
        role, name = one.get_role_name(), (one.get_name() or "").strip()
        reached = one.get_state_set().contains(Atspi.StateType.FOCUSABLE)
        if not reached and role not in CONTROLS:
            continue
        controls += 1
        parent = one.get_parent()
        inside = parent is not None and parent.get_role_name() in ("spin button", "combo box")
        where = f"{layout}: {role} “{name}” in {parent.get_role_name() if parent else '-'} “{parent.get_name() if parent else ''}”"
        if role in NO_ROLE:
            faults.append(f"{where} has no role")
        if not name and not inside:
            faults.append(f"{where} has no name")
        if role in ("slider", "spin button", "progress bar") and one.get_value_iface() is None:
            faults.append(f"{where} has no value")
        if role in ("push button", "check box") and one.get_action_iface() is None:
            faults.append(f"{where} cannot be pressed")
        if "--list" in sys.argv:
            print(where)
    print(f"{layout}: {controls} controls and pictures looked at")
    if controls < 20:
        faults.append(f"{layout}: only {controls} controls are there")


Atspi.init()
listener = Atspi.EventListener.new(heard)
listener.register("object:state-changed:showing")
root = wait("the window", window)
wait("the model", lambda: "ready" in (root.get_name() or "").lower() or "Ready" in said or
     find(root, ("status bar",), "Ready"))

look_through(root, "Probe")
slider = wait("the slider of the quality", lambda: find(root, ("slider",), "quality"))
slider.get_value_iface().set_current_value(40)
box = wait("the quality's box", lambda: find(root, ("spin button",), "quality"))
wait("the box to follow the slider", lambda: box.get_value_iface().get_current_value() == 40)

press(root, ("push button",), "Generate")
wait("the end of the texts to be said", lambda: any(one.startswith("Done") for one in said))
look_through(root, "Probe with texts")

press(root, SWITCH, "Teach")
wait("the tour", lambda: find(root, ("push button",), "Skip"))
look_through(root, "Teach")
said.clear()
press(root, ("push button",), "Skip")
wait("the next step to be said", lambda: any("Step 2 of 7" in one for one in said))

if not find(root, SWITCH, "Study"):
    press(root, ("push button",), "Menu")
press(root.get_parent(), (*SWITCH, "menu item"), "Study")
wait("the study's form", lambda: find(root, ("push button",), "Start") or find(root, ("push button",), "Run"))
look_through(root, "Study")

press(root, SWITCH, "Probe")
if faults:
    sys.exit("FAILED:\n" + "\n".join(faults))
