"""Settings of a link survive a run of the script that is cut short, and so does what was clicked meanwhile."""

from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest


def page() -> None:
    """Two settings; the first run is cut short between them, as by the answer of a component."""
    import streamlit as st

    from cnnviz.ui import address

    address.begin("page")
    address.seed("one", "one", "-", str)
    if "cut" not in st.session_state:
        st.session_state["cut"] = True
        st.session_state["one"] = st.query_params.get("click", st.session_state["one"])
        st.rerun()
    address.seed("two", "two", "-", str)
    address.seed("click", "click", "", str)
    st.write(f"{st.session_state['one']} {st.session_state['two']}; run {address.runs()}")
    address.use("settings", one=st.session_state["one"], two=st.session_state["two"])
    address.end()


def visited(**settings: str) -> AppTest:
    app = AppTest.from_function(page)
    for name, text in settings.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    return app


def test_what_was_not_taken_yet_is_taken_by_the_next_run():
    assert visited(one="a", two="b").markdown[0].value == "a b; run 1"


def test_what_was_changed_in_between_stays_changed():
    assert visited(one="a", two="b", click="c").markdown[0].value == "c b; run 1"


def test_a_run_after_one_that_ended_takes_its_values_from_the_widgets():
    app = visited(one="a", two="b")
    app.session_state["two"] = "changed"
    assert app.run().markdown[0].value == "a changed; run 2"


def test_going_back_to_the_links_own_settings_is_written_though_streamlit_has_the_link_still(monkeypatch):
    app = visited(one="a", two="b", click="c")  # the browser holds one=c by now
    app.session_state["one"] = "a"
    del app.query_params["click"]
    written = []
    monkeypatch.setattr(QueryParamsProxy, "from_dict", lambda _, params: written.append(params))
    app.run()
    app.run()
    assert written == [{"one": "a", "two": "b"}]
