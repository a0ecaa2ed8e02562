//! What scripts see of the command: streams and exit codes.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

const VALID: &str = "[[source]]\nid = \"a\"\nurl = \"https://news.example/rss\"\n[[feed]]\nid = \"all\"\n";

fn newsloom(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsloom"));
    command.args(arguments).env_clear();
    command
}

fn check(config: &str, variables: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("config.toml"), config).unwrap();
    let Output { status, stdout, stderr } =
        newsloom(&["check"]).current_dir(dir.path()).envs(variables.iter().copied()).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn check_of_a_good_file_is_one_line() {
    let (code, stdout, stderr) = check(VALID, &[]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(stdout.starts_with("config.toml: 1 source, 1 feed, published in ") && stdout.lines().count() == 1, "{stdout}");
}

#[test]
fn check_of_a_bad_file_says_everything_and_is_wrong_usage() {
    let (code, stdout, stderr) =
        check(&format!("[fetch]\ntimeout = 1\ncolour = 2\n{VALID}"), &[("NEWSLOOM_PHOTOS__STORE", "true")]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    let starts = ["newsloom: config.toml:2:11: ", "newsloom: config.toml:3:1: ", "newsloom: NEWSLOOM_PHOTOS__STORE: "];
    assert_eq!(stderr.lines().count(), starts.len(), "{stderr}");
    assert!(stderr.lines().zip(starts).all(|(line, start)| line.starts_with(start)), "{stderr}");
}

#[test]
fn wrong_usage_is_2() {
    for arguments in [&["chekc"][..], &["check", "-v", "-q"], &["--color", "blue", "check"], &[]] {
        assert_eq!(newsloom(arguments).output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
}

/// What no run could make sense of is wrong usage too, in one line.
#[test]
fn values_that_mean_nothing_are_wrong_usage() {
    let check = |arguments: &[&str], expected: &str| {
        let (code, stdout, stderr) = filtered(arguments, b"");
        assert_eq!((code, stdout.as_str(), stderr.as_str()), (Some(2), "", format!("newsloom: {expected}\n").as_str()));
    };
    check(&["group", "--window", "0s"], "--window: \"0s\" is no time at all; write at least \"1s\"");
    let none = "is no duration; write a whole number and a unit, such as \"30s\", \"15m\", \"48h\" or \"4d\"";
    check(&["group", "--window", "0"], &format!("--window: \"0\" {none}"));
    check(&["group", "--window", "soon"], &format!("--window: \"soon\" {none}"));
    let dir = tempfile::tempdir().unwrap();
    let config = dir.path().join("config.toml");
    std::fs::write(&config, VALID).unwrap();
    let config = config.to_str().unwrap();
    check(
        &["--config", config, "stories", "show", "1"],
        "1 is no id of a current story, nor the end of one; newsloom stories lists them",
    );
    check(&["--config", config, "refresh", "--source", "b"], &format!("--source b: no [[source]] has that id in {config}"));
}

#[test]
fn help_has_examples() {
    let help = newsloom(&["--help"]).output().unwrap();
    assert!(String::from_utf8(help.stdout).unwrap().contains("Examples:\n  newsloom demo"));
}

/// The examples in the help of a filter are what it reads and says.
#[test]
fn help_of_filters_shows_what_they_read_and_say() {
    for command in ["group", "summarize"] {
        let help = String::from_utf8(newsloom(&[command, "--help"]).output().unwrap().stdout).unwrap();
        let (input, output) = help.split_once("Output").unwrap();
        let mut child = newsloom(&[command]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let line = input.lines().find(|line| line.starts_with("  {")).unwrap();
        child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let shown: String = output[output.find('{').unwrap()..].lines().take_while(|line| !line.is_empty()).collect();
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(json(&said), json(&shown), "{command}");
        // The manual says the same.
        let page = String::from_utf8(newsloom(&["man", command]).output().unwrap().stdout).unwrap();
        assert!(page.contains("JSON Lines") && page.contains("Examples:"), "{page}");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for arguments in [&["man"][..], &["completions", "zsh"]] {
        let mut child = newsloom(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!((status.code(), stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn a_demo_overwrites_nothing_but_demos() {
    let dir = tempfile::tempdir().unwrap();
    let demo = || newsloom(&["demo", "--once", "--dir", "."]).current_dir(dir.path()).output().unwrap();
    std::fs::write(dir.path().join("config.toml"), VALID).unwrap();
    let Output { status, stderr, .. } = demo();
    assert_eq!(status.code(), Some(1));
    let told = String::from_utf8(stderr).unwrap();
    assert!(told.contains("holds files that no demo wrote; give an empty or new folder with --dir"), "{told}");
    assert_eq!(std::fs::read_to_string(dir.path().join("config.toml")).unwrap(), VALID);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);

    std::fs::remove_file(dir.path().join("config.toml")).unwrap();
    assert_eq!(demo().status.code(), Some(0));
    assert_eq!(demo().status.code(), Some(0), "a demo may follow a demo");
}

#[test]
fn check_names_folders_that_are_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let config = "[publish]\ndir = \"out\"\n[[source]]\nid = \"a\"\nkind = \"folder\"\nurl = \"texts\"\n[[feed]]\nid = \"all\"\n";
    std::fs::write(dir.path().join("config.toml"), config).unwrap();
    std::fs::write(dir.path().join("out"), "").unwrap();
    let Output { status, stderr, .. } = newsloom(&["check"]).current_dir(dir.path()).output().unwrap();
    let told = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(0), "{told}");
    assert!(told.contains("source a: ") && told.contains("texts is no folder"), "{told}");
    assert!(told.contains("out is a file; name a folder"), "{told}");
}

#[test]
fn passes_that_find_nothing_due_say_until_when_and_what_only_reads_leaves_no_trace() {
    let dir = tempfile::tempdir().unwrap();
    let config = "[[source]]\nid = \"a\"\nkind = \"folder\"\nurl = \"texts\"\n[[feed]]\nid = \"all\"\n";
    std::fs::write(dir.path().join("config.toml"), config).unwrap();
    std::fs::create_dir(dir.path().join("texts")).unwrap();
    std::fs::write(dir.path().join("texts/one.md"), "# A bridge opens\n\nIt opened today.\n").unwrap();
    let told = |arguments: &[&str]| {
        let Output { status, stdout, stderr } = newsloom(arguments).current_dir(dir.path()).output().unwrap();
        assert_eq!(status.code(), Some(0), "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    };
    assert!(told(&["refresh", "--dry-run"]).contains("articles: 1 new"));
    assert!(told(&["sources"]).contains("new      last try never  next with the next pass"));
    assert_eq!(told(&["stories"]), "");
    let mut files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["config.toml", "texts"]);
    assert!(told(&["refresh"]).starts_with("sources: 1 read, 0 unchanged, 0 failed\n"));
    assert!(told(&["refresh"]).starts_with("sources: none due until 2"));
}

/// The program with this on its standard input: exit code, standard output, standard error.
fn filtered(arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut child = newsloom(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_date_that_is_none_costs_grouping_no_article() {
    let lines = "{\"id\":1,\"title\":\"One\",\"text\":\"\",\"published\":\"0001-01-01T00:00:00Z\"}\n{\"id\":2,\"title\":\"Two\",\"text\":\"\"}\n";
    let (code, stdout, stderr) = filtered(&["group", "--encoder", "none"], lines.as_bytes());
    assert_eq!((code, stdout.lines().count()), (Some(0), 2), "{stderr}");
    let expected =
        "newsloom: standard input, line 1: \"published\": \"0001-01-01T00:00:00Z\" is no date of ours; taken as undated\n";
    assert_eq!(stderr, expected);
}

#[test]
fn a_broken_line_costs_filters_no_other() {
    let lines = b"{\"id\":\"a\",\"title\":\"Bridge \\ud83d opens\",\"text\":\"\"}\n{\"id\":\"b\",\n\n{\"title\":\"Fire\"}\n{\"id\":\"c\",\"title\":\"St\xffrm\",\"text\":\"\"}";
    let (code, stdout, stderr) = filtered(&["group", "--encoder", "none"], lines);
    assert_eq!((code, stdout.as_str()), (Some(0), "{\"id\":\"a\",\"story\":\"s0\"}\n{\"id\":\"c\",\"story\":\"s1\"}\n"));
    insta::assert_snapshot!(stderr, @r#"
    newsloom: standard input, line 1: half of a surrogate pair, taken as U+FFFD
    newsloom: standard input, line 2: not JSON: it is cut off; the line is left out
    newsloom: standard input, line 4: an article needs an "id", a string or a number; the line is left out
    newsloom: standard input, line 5: bytes that are no UTF-8, taken as U+FFFD
    "#);
    // Where nothing is an article, nothing can be done.
    let (code, stdout, stderr) = filtered(&["group", "--encoder", "none"], b"no\n");
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.lines().count() == 2 && stderr.contains("no line of standard input is an article"), "{stderr}");
    assert_eq!(filtered(&["group", "--encoder", "none"], b"\n").0, Some(0));

    let lines = b"no\n{\"id\":1,\"documents\":[{\"title\":\"Bridge\",\"text\":\"A bridge opens in Orlo on \\udc00 Sunday.\"}]}\n";
    let (code, stdout, stderr) = filtered(&["summarize"], lines);
    assert_eq!((code, stdout.lines().count(), stderr.lines().count()), (Some(1), 1, 2), "{stderr}");
}

#[test]
fn a_field_that_is_no_text_costs_filters_no_other_line() {
    let lines = b"{\"id\":1,\"title\":5,\"text\":\"\"}\n{\"id\":2,\"title\":\"Bridge opens\",\"text\":[\"It opened.\"]}\n\
        {\"id\":3,\"title\":\"Bridge opens\",\"text\":null,\"lang\":true,\"source\":{},\"published\":1700000000}\n";
    let (code, stdout, stderr) = filtered(&["group", "--encoder", "none"], lines);
    assert_eq!((code, stdout.as_str()), (Some(0), "{\"id\":3,\"story\":\"s0\"}\n"));
    insta::assert_snapshot!(stderr, @r#"
    newsloom: standard input, line 1: "title" is a number, not text; the line is left out
    newsloom: standard input, line 2: "text" is a list, not text; the line is left out
    newsloom: standard input, line 3: "published" is a number, not text; taken as unknown
    newsloom: standard input, line 3: "source" is an object, not text; taken as unknown
    newsloom: standard input, line 3: "lang" is true or false, not text; taken as unknown
    "#);
    let lines =
        b"{\"id\":1,\"documents\":[{\"title\":\"Bridge\"},{\"title\":\"Bridge\",\"text\":7}]}\n{\"id\":2,\"documents\":[]}\n";
    let (code, stdout, stderr) = filtered(&["summarize"], lines);
    assert_eq!((code, stdout.lines().count()), (Some(1), 1));
    assert_eq!(stderr, "newsloom: standard input, line 1: document 2: \"text\" is a number, not text; the line is left out\n");
}

/// What feeds say of figures, `stories show` says too; and times say whose they are.
#[test]
fn a_story_is_shown_with_its_figures() {
    let dir = tempfile::tempdir().unwrap();
    let source = |id: &str| format!("[[source]]\nid = \"{id}\"\nkind = \"folder\"\nurl = \"{id}\"\ntitle = \"{id}\"\n");
    std::fs::write(
        dir.path().join("config.toml"),
        format!("{}[[feed]]\nid = \"all\"\n", ["ledger", "zeitung"].map(source).concat()),
    )
    .unwrap();
    let one = "Bus leaves road near Kessel, two dead\n\nTwo people died and 14 were injured when a bus from Marport left the road near Kessel on Monday, fire chief Arno Blick said. The bus was on its way to the coast.";
    let other = "Two dead as bus from Marport leaves road near Kessel\n\nFire chief Arno Blick spoke of two people killed and 12 injured in a bus near Kessel on Monday. It was going from Marport to the coast and left the road in a bend.";
    for (paper, text) in [("ledger", one), ("zeitung", other)] {
        std::fs::create_dir(dir.path().join(paper)).unwrap();
        std::fs::write(dir.path().join(paper).join("bus.txt"), text).unwrap();
    }
    let told = |arguments: &[&str]| {
        let output = newsloom(arguments).current_dir(dir.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    told(&["refresh"]);
    let stories = told(&["stories"]);
    assert!(stories.lines().count() == 1 && stories.contains(" UTC  "), "{stories}");
    let id = stories.split_whitespace().next().unwrap();
    let shown = told(&["stories", "show", id]);
    assert_eq!(told(&["stories", "show", &id[id.len() - 6..]]), shown);
    assert!(shown.contains("\nReports disagree:\n- injured: 1"), "{shown}");
    assert!(shown.contains("(ledger)") && shown.contains("\n\nFigures:\n- dead: "), "{shown}");
    // What comes from a third folder is a report of its own, though none of the three has an address.
    let late = "Third death after bus leaves road near Kessel\n\nFire chief Arno Blick said that the bus from Marport to the coast had left the road near Kessel on Monday with 41 people on board.";
    std::fs::create_dir(dir.path().join("bote")).unwrap();
    std::fs::write(dir.path().join("bote/bus.txt"), late).unwrap();
    let config = format!("{}[[feed]]\nid = \"all\"\n", ["ledger", "zeitung", "bote"].map(source).concat());
    std::fs::write(dir.path().join("config.toml"), config).unwrap();
    told(&["refresh", "--all"]);
    let shown = told(&["stories", "show", stories.split_whitespace().next().unwrap()]);
    let listed = shown
        .lines()
        .filter(|line| line.starts_with("- ledger: ") || line.starts_with("- zeitung: ") || line.starts_with("- bote: "));
    assert!(listed.clone().all(|line| line.contains(" (en")), "{shown}");
    let mut titles: Vec<&str> = listed.filter_map(|line| line.split(" (").next()).collect();
    titles.sort_unstable();
    assert_eq!(
        titles,
        [
            "- bote: Third death after bus leaves road near Kessel",
            "- ledger: Bus leaves road near Kessel, two dead",
            "- zeitung: Two dead as bus from Marport leaves road near Kessel"
        ]
    );
    let sources = told(&["sources"]);
    assert!(sources.lines().next().is_some_and(|line| line.matches(" UTC").count() == 2), "{sources}");
}

/// Notes call articles what their writer calls them.
#[test]
fn explanations_of_a_stream_name_its_ids() {
    let text = "Mayor Tilda Ossen opened the bridge over the Ilva in Marport on Sunday. Some 18,000 cars will cross it each day.";
    let line =
        |id: &str, title: &str| format!("{{\"id\":\"{id}\",\"title\":\"{title}\",\"text\":\"{text}\",\"source\":\"{id}\"}}\n");
    let lines = line("x-1", "Ilva bridge in Marport opens") + &line("x-2", "Opinion: Ilva bridge in Marport opens");
    let (_, stdout, _) = filtered(&["group", "--encoder", "none", "--window", "none", "--explain"], lines.as_bytes());
    assert!(stdout.contains("article x-2 reads like an opinion"), "{stdout}");
}

/// Two quakes that an editor takes for one: all reports of both stay together, however much their facts differ.
#[test]
fn what_an_editor_joined_stays_joined() {
    let dir = tempfile::tempdir().unwrap();
    let source = |id: &str| format!("[[source]]\nid = \"{id}\"\nkind = \"folder\"\nurl = \"{id}\"\n");
    let config = format!("[grouping]\nencoder = \"none\"\n{}[[feed]]\nid = \"all\"\n", ["a", "b", "c"].map(source).concat());
    std::fs::write(dir.path().join("config.toml"), config).unwrap();
    let report = |paper: &str, magnitude: &str, town: &str, hurt: &str| match paper {
        "a" => format!(
            "Quake of magnitude {magnitude} strikes {town}\n\nAn earthquake of magnitude {magnitude} struck {town} on Sunday and hurt {hurt} people, \
            mayor {town}sen said. Roofs fell in the old town of {town}."
        ),
        "b" => format!(
            "{town}: {hurt} hurt as quake of magnitude {magnitude} hits\n\nRoofs fell and {hurt} people were hurt when the ground shook in {town}. Mayor \
            {town}sen put the magnitude at {magnitude} and the damage at millions."
        ),
        _ => format!(
            "Magnitude {magnitude} in {town}, roofs down\n\nIn the old town of {town} roofs came down on Sunday. The quake had a magnitude of \
            {magnitude}; {hurt} people are in hospital, said {town}sen, who is the mayor."
        ),
    };
    for paper in ["a", "b", "c"] {
        std::fs::create_dir(dir.path().join(paper)).unwrap();
        for (magnitude, town, hurt) in [("5.8", "Orlo", "12"), ("6.9", "Vanda", "40")] {
            std::fs::write(dir.path().join(paper).join(format!("{town}.txt")), report(paper, magnitude, town, hurt)).unwrap();
        }
    }
    let run = |arguments: &[&str]| {
        let output = newsloom(arguments).current_dir(dir.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let published = || {
        let feed: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.path().join("feeds/all.json")).unwrap()).unwrap();
        feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    run(&["refresh"]);
    let stories = published();
    assert_eq!(stories.len(), 2);
    run(&["story", "merge", &stories[0], &stories[1]]);
    for _ in 0..2 {
        run(&["refresh", "--all"]);
        assert_eq!(published().len(), 1);
    }
}

#[test]
fn explain_says_why_a_report_stands_in_no_story() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("texts")).unwrap();
    std::fs::write(
        dir.path().join("config.toml"),
        "[[source]]\nid = \"a\"\nkind = \"folder\"\nurl = \"texts\"\n[[feed]]\nid = \"all\"\n",
    )
    .unwrap();
    let page = |head: &str| {
        format!(
            "<html><head><title>Bridge opens</title>{head}</head><body><article><p>{}</p></article></body></html>",
            "It opened. ".repeat(30)
        )
    };
    std::fs::write(dir.path().join("texts/here.html"), page("")).unwrap();
    std::fs::write(dir.path().join("texts/inside.html"), page("<link rel='canonical' href='http://10.0.0.1/inside'>")).unwrap();
    let run = |arguments: &[&str]| newsloom(arguments).current_dir(dir.path()).output().unwrap();
    assert!(run(&["refresh"]).status.success());
    let output = run(&["explain", "1", "2"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("/inside stands in no story: 10.0.0.1 is a private address"), "{told}");
}
