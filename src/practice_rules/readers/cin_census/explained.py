"""What is told of children in need census files: a page for each code.

A snippet that begins with another element than Message or Child stands in the CINdetails of a child; a Child stands
among the Children of a census.
"""

from __future__ import annotations

from practice_rules.problems import Severity
from practice_rules.readers.cin_census.explained_doubts import DOUBTS
from practice_rules.told import Told

_ERRORS = {
    "cin-cannot-open": """A census file that is not there, or may not be read.

Check its name. The snippets here are names of files.

Fails:

    no_such_file.xml

Passes:

    a_census.xml
""",
    "cin-empty": """A census file that holds nothing.

Check that the export finished.

Fails:

    «0 times a»

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-not-xml": """A file that is no XML.

Check that the right file was chosen, and that nothing stands after the end of the census.

Fails:

    LAchildID;ReferralDate

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-not-well-formed": """A file that stops being XML.

A sign such as < or & stands in a value. Export the file again, or write < as &lt; and & as &amp;.

Fails:

    <Message><Header><Source><SoftwareCode>Smith & Sons</SoftwareCode></Source></Header></Message>

Passes:

    <Message>
      <Header>
        <CollectionDetails>
          <Collection>CIN</Collection>
          <Year>2026</Year>
          <ReferenceDate>2026-03-31</ReferenceDate>
        </CollectionDetails>
        <Source><SoftwareCode>Smith &amp; Sons</SoftwareCode></Source>
      </Header>
      <Children/>
    </Message>
""",
    "cin-truncated": """A file that ends too early.

A copy or an export was broken off. The children before the break are read.

Fails:

    <Message><Header>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-mismatched-tag": """An element that is closed by the tag of another.

Export the file again from the case system.

Fails:

    <Message><Header></Children></Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-encoding": """A file that is not written in the encoding it names.

Export it as UTF-8, and let its first line say so.

Fails:

    <?xml version="1.0" encoding="klingon"?><Message/>

Passes:

    <?xml version="1.0" encoding="utf-8"?>
    <Message>
      <Header>
        <CollectionDetails>
          <Collection>CIN</Collection>
          <Year>2026</Year>
          <ReferenceDate>2026-03-31</ReferenceDate>
        </CollectionDetails>
      </Header>
      <Children/>
    </Message>
""",
    "cin-doctype": """A file that declares a document type.

A document type can hide instructions to whatever reads the file, so nothing of it is read.

Fails:

    <!DOCTYPE Message><Message/>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-entity": """A file that uses entities of its own.

They could be instructions, or unfold without end. Write & as &amp;.

Fails:

    <Message><Header>&nbsp;</Header></Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-too-large": """An element deeper, longer or fuller than any census file has.

Check that the right file was chosen.

Fails:

    <Message><Header><Source>«2500 times a»</Source></Header></Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-wrong-root": """Another kind of XML than the census.

A census begins with the element Message.

Fails:

    <Return><Header/></Return>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-no-header": """A census without its header.

The header says which year it is and up to which day the file goes.

Fails:

    <Message><Children/></Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-other-collection": """A file of another of the department's collections.

Check that the right file was chosen.

Fails:

    <Message>
      <Header>
        <CollectionDetails>
          <Collection>SSDA903</Collection>
          <Year>2026</Year>
          <ReferenceDate>2026-03-31</ReferenceDate>
        </CollectionDetails>
      </Header>
    </Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-no-reference-date": """A header that does not say up to which day the file goes.

Everything in the file is judged as of its reference date.

Fails:

    <Message>
      <Header>
        <CollectionDetails>
          <Collection>CIN</Collection>
          <Year>2026</Year>
        </CollectionDetails>
      </Header>
    </Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-no-child-id": """A child without LAchildID.

The number tells one history from another. The child is set aside.

Fails:

    <Child>
      <ChildIdentifiers><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-no-episode": """A child without CINdetails.

There is nothing to judge. The child is set aside.

Fails:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
    </Child>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-missing-date": """A group without the date it begins with.

Without that day nothing in the group means anything. The child is set aside.

Fails:

    <Assessments><AssessmentAuthorisationDate>2025-07-01</AssessmentAuthorisationDate></Assessments>

Passes:

    <Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments>
""",
    "cin-impossible-date": """A date that does not exist, or is not written year first.

The child is set aside.

Fails:

    <CINclosureDate>31/07/2025</CINclosureDate>

Passes:

    <CINclosureDate>2025-07-31</CINclosureDate>
""",
    "cin-ends-before-start": """An end or a later step before its beginning.

One of the two dates is wrong. The child is set aside.

Fails:

    <CINclosureDate>2025-05-01</CINclosureDate>

Passes:

    <CINclosureDate>2025-07-31</CINclosureDate>
""",
    "cin-written-twice": """A single element that stands twice.

It cannot be told which of the two is right. The child is set aside.

Fails:

    <CINclosureDate>2025-07-30</CINclosureDate>
    <CINclosureDate>2025-07-31</CINclosureDate>

Passes:

    <CINclosureDate>2025-07-31</CINclosureDate>
""",
    "cin-not-true-or-false": """Something else than true or false.

True and false are written 1 and 0, or true and false. The child is set aside.

Fails:

    <ReferralNFA>perhaps</ReferralNFA>

Passes:

    <ReferralNFA>false</ReferralNFA>
""",
}
CENSUS = {code: Told(text, "path" if code == "cin-cannot-open" else "census") for code, text in _ERRORS.items()} | {
    code: Told(text, "census", Severity.WARNING) for code, text in DOUBTS.items()
}
"""Each code of census files with its page."""
