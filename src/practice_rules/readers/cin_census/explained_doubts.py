"""What is told of a census file that can still be read: a page for each code; the snippets as in `explained`."""

from __future__ import annotations

DOUBTS = {
    "cin-after-reference-date": """A date after the reference date of the file.

It is kept, and not seen when the file is judged as of that date.

Fails:

    <CINclosureDate>2026-04-15</CINclosureDate>

Passes:

    <CINclosureDate>2026-03-15</CINclosureDate>
""",
    "cin-child-twice": """A child that the file has twice.

Both are kept as cases of their own. Put the episodes of the two together, or correct the LAchildID.

Fails:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
    <Child>
      <ChildIdentifiers><LAchildID>2</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-conference-contradiction": """A conference that was not needed, and was held.

The conference is kept.

Fails:

    <Section47><S47ActualStartDate>2025-06-03</S47ActualStartDate><DateOfInitialCPC>2025-06-20
      </DateOfInitialCPC><ICPCnotRequired>true</ICPCnotRequired></Section47>

Passes:

    <Section47><S47ActualStartDate>2025-06-03</S47ActualStartDate><DateOfInitialCPC>2025-06-20
      </DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
""",
    "cin-date-with-time": """A date with a time of day.

The census records days; only the day is used.

Fails:

    <CINclosureDate>2025-07-31T10:00:00</CINclosureDate>

Passes:

    <CINclosureDate>2025-07-31</CINclosureDate>
""",
    "cin-no-birth-date": """A child without date of birth, expected or real.

What depends on age will be unknown.

Fails:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
    "cin-not-a-number": """Something else than a whole number.

It is passed over.

Fails:

    <ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate><NumberOfPreviousCPP>two</NumberOfPreviousCPP>
      </ChildProtectionPlans>

Passes:

    <ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate><NumberOfPreviousCPP>2</NumberOfPreviousCPP>
      </ChildProtectionPlans>
""",
    "cin-order": """A day outside the episode it belongs to.

It is kept as it stands. Check the dates in the case system.

Fails:

    <Assessments><AssessmentActualStartDate>2025-05-03</AssessmentActualStartDate></Assessments>

Passes:

    <Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments>
""",
    "cin-stray-text": """Text between elements.

Only elements belong there; a tag may have been lost. The text is passed over.

Fails:

    <Assessments>to follow<AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments>

Passes:

    <Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments>
""",
    "cin-unknown-element": """An element that the census does not have there.

It is passed over. Where one with a like name exists, that is named.

Fails:

    <CINclosurDate>2025-07-31</CINclosurDate>

Passes:

    <CINclosureDate>2025-07-31</CINclosureDate>
""",
    "cin-year": """A header whose year is not that of its reference date.

The reference date is used.

Fails:

    <Message>
      <Header>
        <CollectionDetails>
          <Collection>CIN</Collection>
          <Year>2025</Year>
          <ReferenceDate>2026-03-31</ReferenceDate>
        </CollectionDetails>
      </Header>
      <Children/>
    </Message>

Passes:

    <Child>
      <ChildIdentifiers><LAchildID>1</LAchildID><PersonBirthDate>2019-05-04</PersonBirthDate></ChildIdentifiers>
      <CINdetails><CINreferralDate>2025-06-02</CINreferralDate></CINdetails>
    </Child>
""",
}
