<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Cocoon</source>
        <translation>Cocoon 정보</translation>
    </message>
    <message>
        <source>A vault for technical documents: every copy that leaves is named, stamped, marked and traceable.</source>
        <translation>기술자료 보관함: 밖으로 나가는 모든 사본에 수령자 이름, 스탬프, 식별 표시가 들어가며 추적할 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing is sent anywhere. Only when you switch a timestamp authority on, a hash of the ledger goes there, and nothing else.</source>
        <translation>어떤 정보도 외부로 전송되지 않습니다. 타임스탬프 기관을 사용하도록 설정한 경우에만 원장의 해시값이 전송되며 그 밖의 정보는 전송되지 않습니다.</translation>
    </message>
    <message>
        <source>A trace names the copy, not the person who leaked it.</source>
        <translation>추적은 사본을 밝힐 뿐, 유출한 사람을 밝히지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Made with</source>
        <translation>사용한 구성 요소(&amp;M)</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>사용한 구성 요소</translation>
    </message>
    <message>
        <source>see its own papers</source>
        <translation>자체 라이선스 문서 참조</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Open another vault…</source>
        <translation>다른 보관함 열기…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠그기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>홈</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>거래처</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>반출</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>추적</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>사건</translation>
    </message>
    <message>
        <source>Investments</source>
        <translation>투자 내역</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>문서 추가…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>폴더 추가…</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>폴더 감시…</translation>
    </message>
    <message>
        <source>New release…</source>
        <translation>새 반출…</translation>
    </message>
    <message>
        <source>Bring the discarded draft back</source>
        <translation>버린 초안 되살리기</translation>
    </message>
    <message>
        <source>Add partner…</source>
        <translation>거래처 추가…</translation>
    </message>
    <message>
        <source>Trace a leaked file…</source>
        <translation>유출 파일 추적…</translation>
    </message>
    <message>
        <source>Trace the pasted picture</source>
        <translation>붙여 넣은 그림 추적</translation>
    </message>
    <message>
        <source>Verify the ledger</source>
        <translation>원장 검증</translation>
    </message>
    <message>
        <source>Enter an investment…</source>
        <translation>투자 내역 입력…</translation>
    </message>
    <message>
        <source>Back up the vault…</source>
        <translation>보관함 백업…</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>동작 찾기…</translation>
    </message>
    <message>
        <source>Search here</source>
        <translation>여기에서 검색</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>새로 고침</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>목록으로 돌아가기</translation>
    </message>
    <message>
        <source>Paste files here</source>
        <translation>여기에 파일 붙여넣기</translation>
    </message>
    <message>
        <source>Light, dark, as the system</source>
        <translation>밝게, 어둡게, 시스템 설정</translation>
    </message>
    <message>
        <source>English / 한국어</source>
        <translation>English / 한국어</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>About Cocoon</source>
        <translation>Cocoon 정보</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>이동(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Do</source>
        <translation>작업(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
</context>
<context>
    <name>AddForm</name>
    <message>
        <source>Add a person</source>
        <translation>구성원 추가</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Give the first passphrase in person; they change it under “This machine and you”.</source>
        <translation>첫 암호는 직접 전달하십시오. 본인이 “이 컴퓨터와 나”에서 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>First &amp;passphrase</source>
        <translation>첫 암호(&amp;P)</translation>
    </message>
    <message>
        <source>The same &amp;again</source>
        <translation>다시 한 번(&amp;A)</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>두 암호가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>Type them again.</source>
        <translation>다시 입력하십시오.</translation>
    </message>
    <message>
        <source>No role was chosen.</source>
        <translation>역할을 선택하지 않았습니다.</translation>
    </message>
    <message>
        <source>Tick what this person does.</source>
        <translation>이 사람이 하는 일을 선택하십시오.</translation>
    </message>
    <message>
        <source>Making keys…</source>
        <translation>키를 만드는 중…</translation>
    </message>
</context>
<context>
    <name>AddressForm</name>
    <message>
        <source>Address of {firm}</source>
        <translation>{firm}의 주소</translation>
    </message>
    <message>
        <source>State it</source>
        <translation>기재</translation>
    </message>
    <message>
        <source>For notices and certified mail. What is not stated stays in letters as a line to fill in by hand.</source>
        <translation>통지와 내용증명에 쓰입니다. 기재하지 않은 항목은 서신에서 손으로 채우는 빈 줄로 남습니다.</translation>
    </message>
    <message>
        <source>&amp;Postal address</source>
        <translation>주소(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Representative</source>
        <translation>대표자(&amp;R)</translation>
    </message>
    <message>
        <source>Title and name</source>
        <translation>직함과 이름</translation>
    </message>
</context>
<context>
    <name>AgreementForm</name>
    <message>
        <source>Signed agreement with {partner}</source>
        <translation>{partner}와(과) 체결한 계약</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>종류(&amp;K)</translation>
    </message>
    <message>
        <source>It &amp;binds the partner to secrecy</source>
        <translation>비밀유지 의무가 포함됨(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Signed on</source>
        <translation>체결일(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Until (empty: open end)</source>
        <translation>종료일(비우면 기한 없음)(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Limited to</source>
        <translation>대상 기술(&amp;L)</translation>
    </message>
    <message>
        <source>all our technologies</source>
        <translation>당사의 모든 기술</translation>
    </message>
    <message>
        <source>&amp;What it covers, in words</source>
        <translation>계약 대상(문장으로)(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Names of staff who may hold the data, one a line</source>
        <translation>자료를 보유할 임직원, 한 줄에 한 명(&amp;N)</translation>
    </message>
    <message>
        <source>The agreement as signed</source>
        <translation>체결된 계약서</translation>
    </message>
    <message>
        <source>The day of signing is needed.</source>
        <translation>체결일이 필요합니다.</translation>
    </message>
    <message>
        <source>Type or choose it.</source>
        <translation>입력하거나 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>Agreements</name>
    <message>
        <source>in force</source>
        <translation>유효</translation>
    </message>
    <message>
        <source>not begun yet</source>
        <translation>시작 전</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>confidentiality agreement</source>
        <translation>비밀유지계약</translation>
    </message>
    <message>
        <source>supply contract</source>
        <translation>공급계약</translation>
    </message>
    <message>
        <source>joint development</source>
        <translation>공동개발계약</translation>
    </message>
    <message>
        <source>other agreement</source>
        <translation>그 밖의 계약</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>체결일</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>open end</source>
        <translation>기한 없음</translation>
    </message>
    <message>
        <source>Secrecy</source>
        <translation>비밀유지</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>no clause</source>
        <translation>조항 없음</translation>
    </message>
    <message>
        <source>Staff named</source>
        <translation>임직원 수</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>계약</translation>
    </message>
    <message>
        <source>Enter signed agreement…</source>
        <translation>체결된 계약 기록…</translation>
    </message>
    <message>
        <source>Draft for counsel…</source>
        <translation>검토용 초안…</translation>
    </message>
    <message>
        <source>Staff list…</source>
        <translation>임직원 명단…</translation>
    </message>
    <message>
        <source>Ended early…</source>
        <translation>조기 종료…</translation>
    </message>
    <message>
        <source>No agreement is on record. The law wants a confidentiality agreement by the day the data are received.</source>
        <translation>기록된 계약이 없습니다. 법은 자료를 받는 날까지 비밀유지계약을 체결하도록 하고 있습니다.</translation>
    </message>
    <message>
        <source>nobody is named yet</source>
        <translation>아직 지정되지 않음</translation>
    </message>
    <message>
        <source>all technologies</source>
        <translation>모든 기술</translation>
    </message>
    <message>
        <source>Covers: {technologies}. {covers}</source>
        <translation>대상: {technologies}. {covers}</translation>
    </message>
    <message>
        <source>Staff who may hold the data: {names}</source>
        <translation>자료를 보유할 임직원: {names}</translation>
    </message>
    <message>
        <source>Kept: {files}</source>
        <translation>보관된 파일: {files}</translation>
    </message>
    <message>
        <source>Ended early: {reason}</source>
        <translation>조기 종료: {reason}</translation>
    </message>
</context>
<context>
    <name>AnnexForm</name>
    <message>
        <source>Annex on investment</source>
        <translation>투자 내역 별지</translation>
    </message>
    <message>
        <source>Write the annex</source>
        <translation>별지 작성</translation>
    </message>
    <message>
        <source>Totals by period, every entry with its day of entry in the ledger, and the loss inputs. It collects inputs and computes no damages.</source>
        <translation>기간별 합계, 원장 기록일이 붙은 모든 내역, 손해액 산정 자료를 담습니다. 자료를 모을 뿐 손해액을 계산하지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>investment-annex.pdf</source>
        <translation>투자내역서.pdf</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>The entries as a table &amp;beside it (CSV)</source>
        <translation>내역 표도 함께 저장(CSV)(&amp;B)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Writing the annex…</source>
        <translation>별지 작성 중…</translation>
    </message>
</context>
<context>
    <name>ApprovalCase</name>
    <message>
        <source>What the recipient will see</source>
        <translation>수령자가 볼 화면</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Reason for &amp;setting aside</source>
        <translation>예외로 하는 사유(&amp;S)</translation>
    </message>
    <message>
        <source>Reason for setting aside</source>
        <translation>예외로 하는 사유</translation>
    </message>
    <message>
        <source>signed, and printed on everything</source>
        <translation>서명되며 모든 사본에 인쇄됩니다</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>내 암호(&amp;P)</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>내 암호</translation>
    </message>
    <message>
        <source>&amp;Make the copies at once</source>
        <translation>바로 사본 만들기(&amp;M)</translation>
    </message>
    <message>
        <source>Re&amp;ject…</source>
        <translation>반려(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Approve</source>
        <translation>승인(&amp;A)</translation>
    </message>
    <message>
        <source>This file carries no marks; it goes out as it is.</source>
        <translation>이 파일에는 식별 표시가 들어가지 않으며 그대로 나갑니다.</translation>
    </message>
    <message>
        <source>What goes out</source>
        <translation>나가는 자료</translation>
    </message>
    <message>
        <source>You asked for this yourself; somebody else should decide.</source>
        <translation>본인이 요청한 건입니다. 다른 사람이 결정해야 합니다.</translation>
    </message>
    <message>
        <source>{0}, to be returned by {1}</source>
        <translation>{0} (반환 기한 {1})</translation>
    </message>
    <message>
        <source>opens with a password</source>
        <translation>비밀번호로 열림</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>요청자</translation>
    </message>
    <message>
        <source>For</source>
        <translation>수령처</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>How</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>계약</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>What the policies say</source>
        <translation>정책 검토 결과</translation>
    </message>
    <message>
        <source>Nothing stands against this release.</source>
        <translation>이 반출에 문제되는 사항이 없습니다.</translation>
    </message>
    <message>
        <source>I accept this</source>
        <translation>받아들입니다</translation>
    </message>
    <message>
        <source>Set it aside, with my reason</source>
        <translation>사유를 적고 예외로 합니다</translation>
    </message>
    <message>
        <source>The demand</source>
        <translation>요구</translation>
    </message>
    <message>
        <source>No demand was registered for this release.</source>
        <translation>이 반출에 대해 등록된 요구가 없습니다.</translation>
    </message>
    <message>
        <source>Of what the law asks for, this is missing:</source>
        <translation>법정 기재사항 중 다음이 빠져 있습니다:</translation>
    </message>
    <message>
        <source>Every item that the law asks for is there.</source>
        <translation>법정 기재사항이 모두 있습니다.</translation>
    </message>
    <message>
        <source>What this partner holds</source>
        <translation>이 거래처의 보유 현황</translation>
    </message>
    <message>
        <source>Nothing today.</source>
        <translation>현재 없습니다.</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>{0}까지</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>외 {0}건</translation>
    </message>
    <message>
        <source>This stands open: {0}</source>
        <translation>아직 처리되지 않음: {0}</translation>
    </message>
    <message>
        <source>Tick that you accept it or set it aside, or reject the request.</source>
        <translation>받아들이거나 예외로 한다고 선택하거나, 요청을 반려하십시오.</translation>
    </message>
    <message>
        <source>The reason for setting a policy aside is missing.</source>
        <translation>정책을 예외로 하는 사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>It is signed, and printed on everything.</source>
        <translation>서명되며 모든 사본에 인쇄됩니다.</translation>
    </message>
    <message>
        <source>An approval is signed: your passphrase is asked again.</source>
        <translation>승인에는 서명이 필요하므로 암호를 다시 확인합니다.</translation>
    </message>
    <message>
        <source>Type it, then approve.</source>
        <translation>입력한 뒤 승인하십시오.</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Approvals</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Requests that wait</source>
        <translation>대기 중인 요청</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>결정을 기다리는 요청이 없습니다.</translation>
    </message>
    <message>
        <source>See all releases</source>
        <translation>모든 반출 보기</translation>
    </message>
    <message>
        <source>Drawing the preview…</source>
        <translation>미리보기를 만드는 중…</translation>
    </message>
    <message>
        <source>Approved and signed.</source>
        <translation>승인하고 서명했습니다.</translation>
    </message>
    <message>
        <source>It stands in the ledger.</source>
        <translation>원장에 기록되었습니다.</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>서명하는 중…</translation>
    </message>
    <message>
        <source>Rejected; the reason is in the ledger.</source>
        <translation>반려했습니다. 사유는 원장에 있습니다.</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>Came in from watched folders.</source>
        <translation>감시 폴더에서 들어왔습니다.</translation>
    </message>
    <message>
        <source>New documents: {n}.</source>
        <translation>새 문서: {n}.</translation>
    </message>
    <message>
        <source>Further revisions: {n}.</source>
        <translation>새 개정판: {n}.</translation>
    </message>
    <message>
        <source>“{title}” came in from a watched folder.</source>
        <translation>“{title}” 문서가 감시 폴더에서 들어왔습니다.</translation>
    </message>
    <message>
        <source>“{title}” came in from a watched folder as revision {n}.</source>
        <translation>“{title}” 문서의 개정판 {n}이(가) 감시 폴더에서 들어왔습니다.</translation>
    </message>
    <message>
        <source>Files that could not come in: {n}. See Settings, Watched folders.</source>
        <translation>들어오지 못한 파일: {n}. 설정의 감시 폴더를 확인하십시오.</translation>
    </message>
    <message>
        <source>Watching folders stopped unexpectedly.</source>
        <translation>폴더 감시가 예기치 않게 중단되었습니다.</translation>
    </message>
    <message>
        <source>Nothing is lost. Lock and unlock to go on.</source>
        <translation>손실된 내용은 없습니다. 잠갔다가 다시 열면 계속합니다.</translation>
    </message>
</context>
<context>
    <name>AuthorityForm</name>
    <message>
        <source>A timestamp authority</source>
        <translation>타임스탬프 기관</translation>
    </message>
    <message>
        <source>Switch it on</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>After each sealing a hash of the ledger is sent there, and nothing else. Nothing is sent before the next sealing.</source>
        <translation>봉인할 때마다 원장의 해시만 보냅니다. 다음 봉인 전에는 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>주소(&amp;A)</translation>
    </message>
    <message>
        <source>Its &amp;root certificate (PEM), if known</source>
        <translation>루트 인증서(PEM, 아는 경우)(&amp;R)</translation>
    </message>
    <message>
        <source>The address is missing.</source>
        <translation>주소를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>https://…</source>
        <translation>https://…</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>Backup and recovery</source>
        <translation>백업과 복구</translation>
    </message>
    <message>
        <source>Backups are encrypted like the vault itself, and open with the same keys.</source>
        <translation>백업은 보관함과 똑같이 암호화되며 같은 키로 열립니다.</translation>
    </message>
    <message>
        <source>A backup now</source>
        <translation>지금 백업</translation>
    </message>
    <message>
        <source>One file with everything, also while others work.</source>
        <translation>모든 내용을 한 파일에 담습니다. 다른 사람이 작업 중이어도 됩니다.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>지금 백업…</translation>
    </message>
    <message>
        <source>On a schedule</source>
        <translation>예약 백업</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>예약…</translation>
    </message>
    <message>
        <source>Make it now</source>
        <translation>지금 실행</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>A backup that was made</source>
        <translation>만들어 둔 백업</translation>
    </message>
    <message>
        <source>Try it before it is needed: a backup that cannot be opened is none.</source>
        <translation>필요해지기 전에 확인하십시오. 열 수 없는 백업은 백업이 아닙니다.</translation>
    </message>
    <message>
        <source>Check a backup…</source>
        <translation>백업 검사…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>백업 복원…</translation>
    </message>
    <message>
        <source>The recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Try the recovery key…</source>
        <translation>복구 키 시험…</translation>
    </message>
    <message>
        <source>A clock that ran ahead</source>
        <translation>앞서간 시계</translation>
    </message>
    <message>
        <source>There are entries dated later than this machine&apos;s clock. If the clock is right, declare that another was ahead; until then, who made them cannot write on.</source>
        <translation>이 컴퓨터의 시계보다 늦은 시각의 기록이 있습니다. 시계가 맞다면 다른 시계가 빨랐음을 기록하십시오. 그때까지 해당 구성원은 기록을 이어갈 수 없습니다.</translation>
    </message>
    <message>
        <source>Declare it…</source>
        <translation>기록하기…</translation>
    </message>
    <message>
        <source>It is due.</source>
        <translation>지금 실행할 때입니다.</translation>
    </message>
    <message>
        <source>Every {days} days in {folder}; the newest {keep} are kept. Last {last}, next {next}. {due}</source>
        <translation>{days}일마다 {folder}에 만들며 최신 {keep}개를 보관합니다. 마지막 {last}, 다음 {next}. {due}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>None is set. With one, home says when a backup is due or late.</source>
        <translation>예약이 없습니다. 예약하면 홈 화면에서 백업할 때가 되었거나 늦었음을 알려 드립니다.</translation>
    </message>
    <message>
        <source>It was last tried on {day}. Trying it uses nothing up.</source>
        <translation>{day}에 마지막으로 시험했습니다. 시험해도 키는 소모되지 않습니다.</translation>
    </message>
    <message>
        <source>It was never tried. Take the paper and type it: nothing is used up.</source>
        <translation>아직 시험하지 않았습니다. 종이에 적힌 키를 입력해 보십시오. 키는 소모되지 않습니다.</translation>
    </message>
    <message>
        <source>The backup is saved.</source>
        <translation>백업을 저장했습니다.</translation>
    </message>
    <message>
        <source>The backup is whole. Entries in it: {n}.</source>
        <translation>백업이 온전합니다. 기록 {n}건.</translation>
    </message>
    <message>
        <source>Make another one now, and keep this one for whoever looks into it.</source>
        <translation>지금 새로 백업하고, 이 백업은 조사를 위해 보관하십시오.</translation>
    </message>
    <message>
        <source>The backup is damaged: {what}</source>
        <translation>백업이 손상되었습니다: {what}</translation>
    </message>
    <message>
        <source>Open it with “Open another vault”. Packs delivered since can be read back.</source>
        <translation>‘다른 보관함 열기’로 여십시오. 그 후 전달된 묶음은 다시 읽어 들일 수 있습니다.</translation>
    </message>
    <message>
        <source>The vault is restored in {folder}.</source>
        <translation>{folder}에 보관함을 복원했습니다.</translation>
    </message>
    <message>
        <source>The backup is made and checked.</source>
        <translation>백업을 만들고 검사했습니다.</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>백업하는 중…</translation>
    </message>
    <message>
        <source>It is in the ledger.</source>
        <translation>원장에 기록되었습니다.</translation>
    </message>
    <message>
        <source>The recovery key works: it opens all keys in force ({n}).</source>
        <translation>복구 키가 작동합니다. 현재 유효한 키 {n}개를 모두 열었습니다.</translation>
    </message>
    <message>
        <source>It was not used up. Lock the paper away again.</source>
        <translation>키는 소모되지 않았습니다. 종이를 다시 안전한 곳에 보관하십시오.</translation>
    </message>
</context>
<context>
    <name>BackupForm</name>
    <message>
        <source>Back up the vault</source>
        <translation>보관함 백업</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>Best on another disk. The file is encrypted.</source>
        <translation>다른 디스크에 저장하는 것이 좋습니다. 파일은 암호화됩니다.</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>백업하는 중…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Something unexpected happened.</source>
        <translation>예기치 않은 문제가 발생했습니다.</translation>
    </message>
    <message>
        <source>Nothing in the vault was lost. Try again.</source>
        <translation>보관함의 내용은 그대로입니다. 다시 시도하십시오.</translation>
    </message>
</context>
<context>
    <name>CheckForm</name>
    <message>
        <source>Check a backup</source>
        <translation>백업 검사</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Every file and entry in it is read and compared. Nothing changes.</source>
        <translation>모든 파일과 기록을 읽고 대조합니다. 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>검사 중…</translation>
    </message>
</context>
<context>
    <name>ClockForm</name>
    <message>
        <source>A clock that ran ahead</source>
        <translation>앞서간 시계</translation>
    </message>
    <message>
        <source>Declare it</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>The entry carries this machine&apos;s time, which must be right, and stays readable. You declare your own clock; owners also those of others.</source>
        <translation>이 기록에는 이 컴퓨터의 시각이 남으므로 시계가 맞아야 하며, 기록은 계속 열람할 수 있습니다. 본인의 시계를 기록하며, 소유자는 다른 구성원의 시계도 기록할 수 있습니다.</translation>
    </message>
    <message>
        <source>What &amp;happened</source>
        <translation>무슨 일이 있었는지(&amp;H)</translation>
    </message>
</context>
<context>
    <name>CloseForm</name>
    <message>
        <source>Close the incident</source>
        <translation>사건 종결</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>&amp;Outcome</source>
        <translation>결과(&amp;O)</translation>
    </message>
    <message>
        <source>The outcome is missing.</source>
        <translation>결과를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
    <message>
        <source>Close the demand</source>
        <translation>요구 종결</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>answered, withdrawn, refused…</source>
        <translation>회신함, 철회됨, 거절함…</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>Add a contact at {partner}</source>
        <translation>{partner} 담당자 추가</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>&amp;Name of the person or team</source>
        <translation>담당자 또는 부서 이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>이메일(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Title or department</source>
        <translation>직함 또는 부서(&amp;T)</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>gets nothing more</source>
        <translation>수령 중지</translation>
    </message>
    <message>
        <source>may receive</source>
        <translation>수령 가능</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>이메일</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>직함</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Add contact…</source>
        <translation>담당자 추가…</translation>
    </message>
    <message>
        <source>No further copies</source>
        <translation>수령 중지</translation>
    </message>
    <message>
        <source>What this person already holds stays on record.</source>
        <translation>이미 보유한 자료의 기록은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Nobody is named here yet. Each copy is made for one named person.</source>
        <translation>아직 담당자가 없습니다. 사본은 이름이 지정된 한 사람마다 따로 만들어집니다.</translation>
    </message>
</context>
<context>
    <name>CopyEvent</name>
    <message>
        <source>Copy {0} was delivered</source>
        <translation>사본 {0} 전달</translation>
    </message>
    <message>
        <source>Enter the delivery</source>
        <translation>전달 기록</translation>
    </message>
    <message>
        <source>Copy {0} was acknowledged</source>
        <translation>사본 {0} 수령 확인</translation>
    </message>
    <message>
        <source>Enter the acknowledgement</source>
        <translation>수령 확인 기록</translation>
    </message>
    <message>
        <source>Copy {0} came back</source>
        <translation>사본 {0} 반환</translation>
    </message>
    <message>
        <source>Enter the return</source>
        <translation>반환 기록</translation>
    </message>
    <message>
        <source>&amp;Which way it went</source>
        <translation>전달 방법(&amp;W)</translation>
    </message>
    <message>
        <source>by hand, courier, e-mail…</source>
        <translation>직접 전달, 택배, 이메일…</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>날짜(&amp;D)</translation>
    </message>
    <message>
        <source>today, when empty</source>
        <translation>비우면 오늘</translation>
    </message>
    <message>
        <source>It was destroyed, not given back</source>
        <translation>반환하지 않고 폐기함</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>메모(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>증빙(&amp;P)</translation>
    </message>
    <message>
        <source>It is not said which way the copy went.</source>
        <translation>사본의 전달 방법을 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>For example: by hand to Ms Oh.</source>
        <translation>예: 오 과장에게 직접 전달.</translation>
    </message>
</context>
<context>
    <name>CrashNotice</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>예상하지 못한 문제가 발생했습니다</translation>
    </message>
    <message>
        <source>Something failed in the program; the vault is as it was. A report was written on this computer, without anything from the vault, and was sent to nobody.</source>
        <translation>프로그램에 문제가 발생했습니다. 보관함은 그대로입니다. 보관함의 내용을 담지 않은 보고서를 이 컴퓨터에 저장했으며 어디에도 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Where the report lies</source>
        <translation>보고서 위치</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Read the report</source>
        <translation>보고서 보기</translation>
    </message>
    <message>
        <source>Open its folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>The report is gone.</source>
        <translation>보고서가 없습니다.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Choose a day</source>
        <translation>날짜 선택</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>달력</translation>
    </message>
</context>
<context>
    <name>DelegateForm</name>
    <message>
        <source>{name} stands in for you</source>
        <translation>{name} 님을 대리인으로 지정</translation>
    </message>
    <message>
        <source>Appoint</source>
        <translation>지정</translation>
    </message>
    <message>
        <source>They approve in your place, with an approver&apos;s keys, until the last day.</source>
        <translation>마지막 날까지 승인자의 키로 귀하를 대신하여 승인합니다.</translation>
    </message>
    <message>
        <source>&amp;From (empty: now)</source>
        <translation>시작일(비우면 지금)(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Until, the last day</source>
        <translation>마지막 날(&amp;U)</translation>
    </message>
    <message>
        <source>The last day is needed.</source>
        <translation>마지막 날이 필요합니다.</translation>
    </message>
    <message>
        <source>Type or choose it.</source>
        <translation>입력하거나 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>DeliveredForm</name>
    <message>
        <source>The letter was delivered: {0}</source>
        <translation>서신 송달: {0}</translation>
    </message>
    <message>
        <source>Enter the delivery</source>
        <translation>전달 기록</translation>
    </message>
    <message>
        <source>&amp;Which way it went</source>
        <translation>전달 방법(&amp;W)</translation>
    </message>
    <message>
        <source>registered mail, e-mail, by hand…</source>
        <translation>등기우편, 이메일, 직접 전달…</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>날짜(&amp;D)</translation>
    </message>
    <message>
        <source>today, when empty</source>
        <translation>비우면 오늘</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>메모(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Proof</source>
        <translation>증빙(&amp;P)</translation>
    </message>
    <message>
        <source>It is not said which way the letter went.</source>
        <translation>서신의 전달 방법을 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>For example: registered mail.</source>
        <translation>예: 등기우편.</translation>
    </message>
</context>
<context>
    <name>DemandForm</name>
    <message>
        <source>Demand by {partner}</source>
        <translation>{partner}의 요구</translation>
    </message>
    <message>
        <source>Register the demand</source>
        <translation>요구 등록</translation>
    </message>
    <message>
        <source>&amp;Received on</source>
        <translation>받은 날(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;How it came</source>
        <translation>받은 방법(&amp;H)</translation>
    </message>
    <message>
        <source>phone, meeting, e-mail…</source>
        <translation>전화, 회의, 이메일…</translation>
    </message>
    <message>
        <source>&amp;Who asked</source>
        <translation>요구한 사람(&amp;W)</translation>
    </message>
    <message>
        <source>W&amp;ords, as they were said or written</source>
        <translation>요구 내용(말하거나 쓴 그대로)(&amp;O)</translation>
    </message>
    <message>
        <source>“We need all technical documents for business purposes.”</source>
        <translation>“업무상 필요하니 기술자료 일체를 보내 주세요.”</translation>
    </message>
    <message>
        <source>They want it &amp;by</source>
        <translation>제공 희망일(&amp;B)</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>아직 모름</translation>
    </message>
    <message>
        <source>E-mail, form or note</source>
        <translation>이메일, 요구서 또는 메모</translation>
    </message>
    <message>
        <source>What does it say on each item? Leave empty what it does not say.</source>
        <translation>사항별로 언급된 내용을 적으십시오. 언급이 없으면 비워 두십시오.</translation>
    </message>
    <message>
        <source>The day of receipt is needed.</source>
        <translation>받은 날이 필요합니다.</translation>
    </message>
    <message>
        <source>How the demand came is needed.</source>
        <translation>받은 방법이 필요합니다.</translation>
    </message>
    <message>
        <source>Fill it in.</source>
        <translation>입력하십시오.</translation>
    </message>
    <message>
        <source>The words of the demand are needed.</source>
        <translation>요구 내용이 필요합니다.</translation>
    </message>
    <message>
        <source>Write what was said, as far as you remember.</source>
        <translation>기억나는 대로 들은 말을 적으십시오.</translation>
    </message>
</context>
<context>
    <name>Demands</name>
    <message>
        <source>Received</source>
        <translation>받은 날</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>요구 내용</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>받은 방법</translation>
    </message>
    <message>
        <source>Wanted by</source>
        <translation>제공 희망일</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>items missing: {n}</source>
        <translation>{n}개 사항 누락</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>갖춤</translation>
    </message>
    <message>
        <source>Demands</source>
        <translation>요구</translation>
    </message>
    <message>
        <source>The chosen demand</source>
        <translation>선택한 요구</translation>
    </message>
    <message>
        <source>Register demand…</source>
        <translation>요구 등록…</translation>
    </message>
    <message>
        <source>What came after…</source>
        <translation>이후 경과…</translation>
    </message>
    <message>
        <source>Reply letter…</source>
        <translation>회신 작성…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>종결…</translation>
    </message>
    <message>
        <source>No demand is on record. Register one as it came, also when it was only said.</source>
        <translation>기록된 요구가 없습니다. 말로만 들었더라도 들은 그대로 등록하십시오.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>이름 없음</translation>
    </message>
    <message>
        <source>{who}, {day}, {channel}</source>
        <translation>{who} · {day} · {channel}</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>누락</translation>
    </message>
    <message>
        <source>not said, and not required</source>
        <translation>언급 없음(필수 아님)</translation>
    </message>
    <message>
        <source>wording in force since {day}</source>
        <translation>{day}부터 시행된 법령 기준</translation>
    </message>
    <message>
        <source>First find out whether we are this partner&apos;s subcontractor (수급사업자): the Subcontracting Act applies only then. Until that is known its items are treated as required.</source>
        <translation>먼저 당사가 이 거래처의 수급사업자인지 확인하십시오. 하도급법은 그 경우에만 적용됩니다. 확인될 때까지는 법정 기재사항을 필수로 봅니다.</translation>
    </message>
    <message>
        <source>The Subcontracting Act does not require these items of this partner. Ask for them all the same: they show that the data are managed as a secret.</source>
        <translation>이 거래처에는 하도급법에 따른 기재 의무가 없습니다. 그래도 요청하십시오. 자료를 비밀로 관리한다는 근거가 됩니다.</translation>
    </message>
    <message>
        <source>The demand is older than the law the program knows; have counsel check.</source>
        <translation>프로그램에 수록된 법령보다 오래된 요구입니다. 법률 전문가의 확인을 받으십시오.</translation>
    </message>
    <message>
        <source>Next: write the reply letter, which asks for what is missing.</source>
        <translation>다음: 빠진 사항의 보완을 요청하는 회신을 작성하십시오.</translation>
    </message>
    <message>
        <source>Closed: {reason}</source>
        <translation>종결: {reason}</translation>
    </message>
    <message>
        <source>{day} · reply letter written ({language})</source>
        <translation>{day} · 회신 작성({language})</translation>
    </message>
    <message>
        <source>Kept: {files}</source>
        <translation>보관된 파일: {files}</translation>
    </message>
</context>
<context>
    <name>DocumentPanel</name>
    <message>
        <source>Who</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Rev.</source>
        <translation>개정</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>whole file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가일</translation>
    </message>
    <message>
        <source>Traceable</source>
        <translation>추적 가능</translation>
    </message>
    <message>
        <source>New release…</source>
        <translation>새 반출…</translation>
    </message>
    <message>
        <source>New revision…</source>
        <translation>새 개정…</translation>
    </message>
    <message>
        <source>Save the original…</source>
        <translation>원본 저장…</translation>
    </message>
    <message>
        <source>On this document</source>
        <translation>이 문서에 관하여</translation>
    </message>
    <message>
        <source>Who has it</source>
        <translation>보유자</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>개정</translation>
    </message>
    <message>
        <source>Who has &amp;pages</source>
        <translation>보유 페이지(&amp;P)</translation>
    </message>
    <message>
        <source>any; or 12, or 1,3-5</source>
        <translation>전체, 또는 12, 또는 1,3-5</translation>
    </message>
    <message>
        <source>Pages that are asked for</source>
        <translation>조회할 페이지</translation>
    </message>
    <message>
        <source>revision {n}</source>
        <translation>개정 {n}</translation>
    </message>
    <message>
        <source>pages: {n}</source>
        <translation>{n}쪽</translation>
    </message>
    <message>
        <source>added {day} by {name}</source>
        <translation>{day} {name} 추가</translation>
    </message>
    <message>
        <source>You hold no key of this technology, so nothing is shown.</source>
        <translation>이 기술의 키가 없어 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>Files of this kind are not shown.</source>
        <translation>이 종류의 파일은 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>not traceable</source>
        <translation>추적 불가</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>제한적</translation>
    </message>
    <message>
        <source>Pages {pages}: {grade}. {why}</source>
        <translation>{pages}쪽: {grade}. {why}</translation>
    </message>
    <message>
        <source>Holders of page {pages} today: {n}.</source>
        <translation>{pages}쪽의 현재 보유자: {n}명.</translation>
    </message>
    <message>
        <source>Holders of some of it today: {n}.</source>
        <translation>일부라도 보유한 사람: {n}명.</translation>
    </message>
    <message>
        <source>Nobody has page {pages} today.</source>
        <translation>현재 {pages}쪽을 보유한 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has it today.</source>
        <translation>현재 보유자가 없습니다.</translation>
    </message>
    <message>
        <source>Came back, or never left: {n}.</source>
        <translation>반환되었거나 나간 적 없음: {n}건.</translation>
    </message>
    <message>
        <source>Revision {n} is added.</source>
        <translation>개정 {n}을(를) 추가했습니다.</translation>
    </message>
    <message>
        <source>The original is written. The ledger says so.</source>
        <translation>원본을 저장했고 원장에 기록했습니다.</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>all pages</source>
        <translation>모든 페이지</translation>
    </message>
    <message>
        <source>some pages</source>
        <translation>일부 페이지</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>불가</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Rev.</source>
        <translation>개정</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Traceable</source>
        <translation>추적 가능</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가일</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Search title, technology…</source>
        <translation>제목, 기술 검색…</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>문서 검색</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>문서 추가…</translation>
    </message>
    <message>
        <source>Pages, who has it</source>
        <translation>페이지와 보유자</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>모든 문서</translation>
    </message>
    <message>
        <source>Technologies</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>No documents yet. Drop files or folders here; they are stored encrypted.</source>
        <translation>아직 문서가 없습니다. 파일이나 폴더를 여기에 놓으십시오. 암호화하여 보관합니다.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Coming in from a watched folder: {name}</source>
        <translation>감시 폴더에서 들어오는 중: {name}</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>문서 추가</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>폴더 추가</translation>
    </message>
    <message>
        <source>Files that could not be added: {0}.</source>
        <translation>추가하지 못한 파일: {0}개.</translation>
    </message>
    <message>
        <source>Documents added: {0}.</source>
        <translation>문서 {0}개를 추가했습니다.</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>추가하는 중…</translation>
    </message>
</context>
<context>
    <name>DossierForm</name>
    <message>
        <source>Export the dossier of {about}</source>
        <translation>{about} 증거자료집 내보내기</translation>
    </message>
    <message>
        <source>Export it</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>A dossier opens the entries, and the key of each copy that is named, to whoever reads it. From then on others could make these marks. Take it to counsel or a court, not to the partner.</source>
        <translation>증거자료집을 받은 사람은 해당 기록과 특정된 사본의 키를 볼 수 있습니다. 그때부터 다른 사람도 이 식별 표시를 만들 수 있으므로, 거래처가 아니라 법률 전문가나 법원에 제출하십시오.</translation>
    </message>
    <message>
        <source>&amp;Folder in which it is put</source>
        <translation>저장할 폴더(&amp;F)</translation>
    </message>
    <message>
        <source>Put the leak and the &amp;proofs in too, not only their hashes</source>
        <translation>해시뿐 아니라 유출물과 증빙 파일도 포함(&amp;P)</translation>
    </message>
    <message>
        <source>No folder was named.</source>
        <translation>폴더가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>Making the dossier…</source>
        <translation>증거자료집을 만드는 중…</translation>
    </message>
</context>
<context>
    <name>Dossiers</name>
    <message>
        <source>The dossier is exported, with a verifier in it: python3 verify.py</source>
        <translation>증거자료집을 내보냈습니다. 검증 프로그램이 들어 있습니다: python3 verify.py</translation>
    </message>
</context>
<context>
    <name>DraftForm</name>
    <message>
        <source>Draft a confidentiality agreement</source>
        <translation>비밀유지계약서 초안</translation>
    </message>
    <message>
        <source>Write the draft</source>
        <translation>초안 작성</translation>
    </message>
    <message>
        <source>It has the contents the law asks for, and says that copies are individually marked. Counsel must review it before it is used.</source>
        <translation>법정 기재사항을 담고 있으며, 사본마다 식별 표시가 들어간다는 점을 밝힙니다. 사용하기 전에 법률 전문가의 검토를 받으십시오.</translation>
    </message>
    <message>
        <source>&amp;Purpose of use</source>
        <translation>사용 목적(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Technology</source>
        <translation>기술(&amp;T)</translation>
    </message>
    <message>
        <source>left blank</source>
        <translation>빈칸으로 둠</translation>
    </message>
    <message>
        <source>Use &amp;until</source>
        <translation>사용 기한(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Return by</source>
        <translation>반환 기한(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>confidentiality-agreement-draft.pdf</source>
        <translation>비밀유지계약서-초안.pdf</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Writing the draft…</source>
        <translation>초안을 작성하는 중…</translation>
    </message>
</context>
<context>
    <name>DrillForm</name>
    <message>
        <source>Try the recovery key</source>
        <translation>복구 키 시험</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Type it from the paper. Nothing changes but an entry in the ledger that it works.</source>
        <translation>종이에 적힌 키를 입력하십시오. 작동한다는 원장 기록 외에는 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>&amp;Recovery key</source>
        <translation>복구 키(&amp;R)</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>시험하는 중…</translation>
    </message>
</context>
<context>
    <name>EarlierForm</name>
    <message>
        <source>What {partner} was given before</source>
        <translation>이전에 {partner}에 제공한 자료</translation>
    </message>
    <message>
        <source>Put it on record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>It counts as held from that day on, and can be called back like a copy.</source>
        <translation>그날부터 보유한 것으로 계산하며, 사본처럼 회수할 수 있습니다.</translation>
    </message>
    <message>
        <source>search by its title</source>
        <translation>제목으로 검색</translation>
    </message>
    <message>
        <source>&amp;Document</source>
        <translation>문서(&amp;D)</translation>
    </message>
    <message>
        <source>Re&amp;vision</source>
        <translation>개정(&amp;V)</translation>
    </message>
    <message>
        <source>unknown, when empty</source>
        <translation>비우면 알 수 없음</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>페이지(&amp;P)</translation>
    </message>
    <message>
        <source>all of them, when empty; or 1,3-5</source>
        <translation>비우면 전체, 또는 1,3-5</translation>
    </message>
    <message>
        <source>&amp;Sent on</source>
        <translation>제공일(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;To whom</source>
        <translation>수령자(&amp;T)</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Use agreed &amp;until, if it was</source>
        <translation>합의된 사용 기한(있는 경우)(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;How it went out, and how that is known</source>
        <translation>제공 방법과 알게 된 경위(&amp;H)</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>증빙</translation>
    </message>
    <message>
        <source>No document was chosen.</source>
        <translation>문서를 선택하지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one of the list; add it to the vault first if it is not there.</source>
        <translation>목록에서 선택하십시오. 없으면 먼저 보관함에 추가하십시오.</translation>
    </message>
    <message>
        <source>The day on which it was sent is missing.</source>
        <translation>제공일을 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>Type or choose it.</source>
        <translation>입력하거나 선택하십시오.</translation>
    </message>
    <message>
        <source>It is not said how this is known.</source>
        <translation>알게 된 경위를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>For example: by e-mail of Mr Lee, which is attached.</source>
        <translation>예: 첨부된 이 과장의 이메일.</translation>
    </message>
</context>
<context>
    <name>EndForm</name>
    <message>
        <source>The agreement ended early</source>
        <translation>계약의 조기 종료</translation>
    </message>
    <message>
        <source>Enter the end</source>
        <translation>종료 기록</translation>
    </message>
    <message>
        <source>&amp;Since (empty: now)</source>
        <translation>종료일(비우면 지금)(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>증빙</translation>
    </message>
</context>
<context>
    <name>Entries</name>
    <message>
        <source>Agreement entered</source>
        <translation>계약 기록</translation>
    </message>
    <message>
        <source>Agreement&apos;s staff changed</source>
        <translation>계약 임직원 명단 변경</translation>
    </message>
    <message>
        <source>Agreement ended</source>
        <translation>계약 종료</translation>
    </message>
    <message>
        <source>Demand registered</source>
        <translation>요구 등록</translation>
    </message>
    <message>
        <source>Demand followed up</source>
        <translation>요구 경과 기록</translation>
    </message>
    <message>
        <source>Demand closed</source>
        <translation>요구 종결</translation>
    </message>
    <message>
        <source>Earlier disclosure recorded</source>
        <translation>이전 제공 기록</translation>
    </message>
    <message>
        <source>Copy sealed</source>
        <translation>사본 봉인</translation>
    </message>
    <message>
        <source>Copy delivered</source>
        <translation>사본 전달</translation>
    </message>
    <message>
        <source>Copy acknowledged</source>
        <translation>사본 수령 확인</translation>
    </message>
    <message>
        <source>Copy returned or destroyed</source>
        <translation>사본 반환 또는 폐기</translation>
    </message>
    <message>
        <source>Copy recalled</source>
        <translation>사본 회수 요청</translation>
    </message>
    <message>
        <source>Copy declared void</source>
        <translation>사본 무효 선언</translation>
    </message>
    <message>
        <source>Packs collected</source>
        <translation>반출 묶음 저장</translation>
    </message>
    <message>
        <source>Technology made</source>
        <translation>기술 생성</translation>
    </message>
    <message>
        <source>Document added</source>
        <translation>문서 추가</translation>
    </message>
    <message>
        <source>Original exported</source>
        <translation>원본 내보내기</translation>
    </message>
    <message>
        <source>Dossier exported</source>
        <translation>증거자료집 내보내기</translation>
    </message>
    <message>
        <source>Incident opened</source>
        <translation>사건 개시</translation>
    </message>
    <message>
        <source>Incident&apos;s facts stated</source>
        <translation>사건 사실 기재</translation>
    </message>
    <message>
        <source>Incident noted on</source>
        <translation>사건 메모</translation>
    </message>
    <message>
        <source>Incident closed</source>
        <translation>사건 종결</translation>
    </message>
    <message>
        <source>Investment entered</source>
        <translation>투자 입력</translation>
    </message>
    <message>
        <source>Investments imported</source>
        <translation>투자 가져오기</translation>
    </message>
    <message>
        <source>Investment struck</source>
        <translation>투자 항목 말소</translation>
    </message>
    <message>
        <source>Figures of loss stated</source>
        <translation>손해 산정 자료 기재</translation>
    </message>
    <message>
        <source>Leak preserved</source>
        <translation>유출물 보존</translation>
    </message>
    <message>
        <source>Leak read</source>
        <translation>유출물 판독</translation>
    </message>
    <message>
        <source>Verdict on a leak</source>
        <translation>유출물 판정</translation>
    </message>
    <message>
        <source>Letter written</source>
        <translation>서신 작성</translation>
    </message>
    <message>
        <source>Letter delivered</source>
        <translation>서신 전달</translation>
    </message>
    <message>
        <source>Address stated</source>
        <translation>주소 기재</translation>
    </message>
    <message>
        <source>Partner added</source>
        <translation>거래처 추가</translation>
    </message>
    <message>
        <source>Partner limited</source>
        <translation>거래처 등급 제한</translation>
    </message>
    <message>
        <source>Contact added</source>
        <translation>담당자 추가</translation>
    </message>
    <message>
        <source>Contact removed</source>
        <translation>담당자 수령 중지</translation>
    </message>
    <message>
        <source>Vault made</source>
        <translation>보관함 생성</translation>
    </message>
    <message>
        <source>Vault restored from a backup</source>
        <translation>백업에서 보관함 복원</translation>
    </message>
    <message>
        <source>Member added</source>
        <translation>구성원 추가</translation>
    </message>
    <message>
        <source>Member&apos;s roles changed</source>
        <translation>구성원 역할 변경</translation>
    </message>
    <message>
        <source>Member removed</source>
        <translation>구성원 제외</translation>
    </message>
    <message>
        <source>Technology granted</source>
        <translation>기술 권한 부여</translation>
    </message>
    <message>
        <source>Technology revoked</source>
        <translation>기술 권한 회수</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>암호 변경</translation>
    </message>
    <message>
        <source>Recovered with the recovery key</source>
        <translation>복구 키로 복구</translation>
    </message>
    <message>
        <source>Recovery drilled</source>
        <translation>복구 키 시험</translation>
    </message>
    <message>
        <source>Delegation begun</source>
        <translation>대리 시작</translation>
    </message>
    <message>
        <source>Delegation ended</source>
        <translation>대리 종료</translation>
    </message>
    <message>
        <source>Policy set</source>
        <translation>정책 설정</translation>
    </message>
    <message>
        <source>Release requested</source>
        <translation>반출 요청</translation>
    </message>
    <message>
        <source>Release approved</source>
        <translation>반출 승인</translation>
    </message>
    <message>
        <source>Release rejected</source>
        <translation>반출 반려</translation>
    </message>
    <message>
        <source>Release withdrawn</source>
        <translation>반출 철회</translation>
    </message>
    <message>
        <source>Timestamp kept</source>
        <translation>타임스탬프 보관</translation>
    </message>
    <message>
        <source>Clock corrected</source>
        <translation>시계 정정</translation>
    </message>
    <message>
        <source>Timestamp authority set</source>
        <translation>타임스탬프 기관 설정</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>백업 생성</translation>
    </message>
    <message>
        <source>Backups scheduled</source>
        <translation>백업 예약</translation>
    </message>
    <message>
        <source>Pack read back</source>
        <translation>반출 묶음 재등록</translation>
    </message>
    <message>
        <source>Releases and copies</source>
        <translation>반출과 사본</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>거래처</translation>
    </message>
    <message>
        <source>Leaks and incidents</source>
        <translation>유출과 사건</translation>
    </message>
    <message>
        <source>Members and keys</source>
        <translation>구성원과 키</translation>
    </message>
    <message>
        <source>Vault, time and backups</source>
        <translation>보관함, 시각, 백업</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>The original of {title}, revision {n}</source>
        <translation>{title} 원본, 개정 {n}</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>The original carries no marks: a leak of it cannot be traced. The ledger says who wrote it outside, and why. To give it to a partner, make a release.</source>
        <translation>원본에는 식별 표시가 없어 유출되어도 추적할 수 없습니다. 누가 왜 꺼냈는지 원장에 기록됩니다. 거래처에 제공하려면 반출을 만드십시오.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Decrypting…</source>
        <translation>복호화 중…</translation>
    </message>
</context>
<context>
    <name>FilesField</name>
    <message>
        <source>Attach…</source>
        <translation>첨부…</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Nothing attached; files can be dropped here.</source>
        <translation>첨부 없음. 파일을 여기에 놓을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>No evidence: nothing could be read from this leak.</source>
        <translation>증거 없음: 이 유출물에서 아무것도 판독하지 못했습니다.</translation>
    </message>
    <message>
        <source>That does not show that it did not come from an issued copy. The leak stays preserved; a larger, sharper or additional piece may be enough.</source>
        <translation>발급된 사본에서 나오지 않았다는 뜻은 아닙니다. 유출물은 보존되며, 더 크거나 선명한 자료 또는 추가 자료가 있으면 판독할 수 있습니다.</translation>
    </message>
    <message>
        <source>The page was recognised, but no copy of it was ever issued here.</source>
        <translation>페이지는 인식했으나 이 보관함에서 그 사본을 발급한 적이 없습니다.</translation>
    </message>
    <message>
        <source>What leaked did not leave as a copy from this vault.</source>
        <translation>유출된 자료는 이 보관함의 사본으로 나간 것이 아닙니다.</translation>
    </message>
    <message>
        <source>Something could be read, but not enough to name a copy.</source>
        <translation>일부 판독했으나 사본을 특정하기에는 부족합니다.</translation>
    </message>
    <message>
        <source>This accuses nobody and clears nobody.</source>
        <translation>누구의 책임도 인정하거나 배제하지 않습니다.</translation>
    </message>
    <message>
        <source>A larger, sharper or additional piece of the leak may be enough.</source>
        <translation>더 크거나 선명한 자료 또는 추가 자료가 있으면 충분할 수 있습니다.</translation>
    </message>
    <message>
        <source>The leak carries the marks of copy {copy}, issued to {recipient}.</source>
        <translation>유출물에 {recipient}에게 발급된 사본 {copy}의 식별 표시가 있습니다.</translation>
    </message>
    <message>
        <source>The leak carries the marks of {n} copies: {copies}.</source>
        <translation>유출물에 사본 {n}부의 식별 표시가 있습니다: {copies}.</translation>
    </message>
    <message>
        <source>Strong evidence</source>
        <translation>강한 증거</translation>
    </message>
    <message>
        <source>Moderate evidence</source>
        <translation>중간 정도의 증거</translation>
    </message>
    <message>
        <source>{grade}: were none of the {n} copies compared involved, a fit this good would come about in at most one in {odds} cases.</source>
        <translation>{grade}: 비교한 사본 {n}부가 모두 무관하다면, 이만큼 일치하는 경우는 많아야 {odds}번 중 한 번입니다.</translation>
    </message>
    <message>
        <source>It names the copy, not the person who leaked it.</source>
        <translation>사본을 밝힐 뿐, 유출한 사람을 밝히지 않습니다.</translation>
    </message>
    <message>
        <source>Different parts of the leak name different copies: it was put together from several, each with its own figure.</source>
        <translation>유출물의 부분마다 다른 사본이 특정됩니다. 여러 사본을 합친 것이며 각각의 수치가 있습니다.</translation>
    </message>
    <message>
        <source>The same part of the leak names several copies: their contents were mixed.</source>
        <translation>유출물의 같은 부분에서 여러 사본이 특정됩니다. 내용이 섞인 것입니다.</translation>
    </message>
    <message>
        <source>The evidence is enough to name the copy but not strong: look for more of the leak.</source>
        <translation>사본을 특정하기에는 충분하나 강한 증거는 아닙니다. 유출물을 더 찾아보십시오.</translation>
    </message>
    <message>
        <source>The figure assumes that whoever made the leak held neither this copy&apos;s key nor earlier results of tracing it.</source>
        <translation>이 수치는 유출물을 만든 자가 이 사본의 키나 이전 추적 결과를 갖고 있지 않았다고 전제합니다.</translation>
    </message>
    <message>
        <source>Not everything was searched: {names} could not be opened.</source>
        <translation>전부를 검색하지는 못했습니다. {names}을(를) 열 수 없었습니다.</translation>
    </message>
    <message>
        <source>This is what the ledger keeps of the last trace. The pictures are made anew when it is traced again.</source>
        <translation>원장에 남아 있는 마지막 추적 결과입니다. 그림은 다시 추적할 때 새로 만들어집니다.</translation>
    </message>
    <message>
        <source>void</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>collected</source>
        <translation>묶음 저장됨</translation>
    </message>
    <message>
        <source>never collected</source>
        <translation>저장된 적 없음</translation>
    </message>
    <message>
        <source>read back from a pack</source>
        <translation>반출 묶음에서 재등록됨</translation>
    </message>
    <message>
        <source>exact word positions</source>
        <translation>정확한 단어 위치</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>FolderForm</name>
    <message>
        <source>Watch a folder</source>
        <translation>폴더 감시</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>감시 시작</translation>
    </message>
    <message>
        <source>Files that are there already come in, too. A new name makes a new technology.</source>
        <translation>이미 있는 파일도 함께 들어옵니다. 새 이름을 입력하면 새 기술이 만들어집니다.</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>폴더(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Technology</source>
        <translation>기술(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Class of new documents</source>
        <translation>새 문서의 등급(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Look every few seconds (network folders)</source>
        <translation>몇 초마다 확인(네트워크 폴더)(&amp;L)</translation>
    </message>
    <message>
        <source>Name of a new technology</source>
        <translation>새 기술의 이름</translation>
    </message>
    <message>
        <source>No folder was named.</source>
        <translation>폴더가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>No technology was named.</source>
        <translation>기술이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose or type one.</source>
        <translation>선택하거나 입력하십시오.</translation>
    </message>
    <message>
        <source>Looking at the folder…</source>
        <translation>폴더 확인 중…</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>top secret</source>
        <translation>극비</translation>
    </message>
    <message>
        <source>confidential</source>
        <translation>대외비</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>사내용</translation>
    </message>
    <message>
        <source>public</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>등급</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>coming in: {n}</source>
        <translation>들어오는 중: {n}</translation>
    </message>
    <message>
        <source>could not come in: {n}</source>
        <translation>들어오지 못함: {n}</translation>
    </message>
    <message>
        <source>being written: {n}</source>
        <translation>저장 중: {n}</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>감시 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>not there at present</source>
        <translation>현재 연결되지 않음</translation>
    </message>
    <message>
        <source>not granted to you</source>
        <translation>권한 없음</translation>
    </message>
    <message>
        <source>Its disk or network folder is away. It goes on when that is back.</source>
        <translation>디스크 또는 네트워크 폴더가 연결되어 있지 않습니다. 다시 연결되면 계속합니다.</translation>
    </message>
    <message>
        <source>An owner grants technologies to engineers: Settings, People.</source>
        <translation>소유자가 담당 엔지니어에게 기술 권한을 부여합니다(설정, 구성원).</translation>
    </message>
    <message>
        <source>It lies on another machine, so it is looked at every few seconds.</source>
        <translation>다른 컴퓨터에 있는 폴더이므로 몇 초마다 확인합니다.</translation>
    </message>
    <message>
        <source>This machine watches as many folders as it can; this one is looked at every few seconds.</source>
        <translation>이 컴퓨터가 감시할 수 있는 폴더 수에 도달하여 이 폴더는 몇 초마다 확인합니다.</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>감시 폴더</translation>
    </message>
    <message>
        <source>What you save into these folders comes in by itself while the vault is open: new files as documents, saved ones as their next revision. Nothing is ever taken out of the vault because a file is deleted.</source>
        <translation>보관함이 열려 있는 동안 이 폴더에 저장한 내용이 자동으로 들어옵니다. 새 파일은 문서가 되고, 다시 저장한 파일은 다음 개정판이 됩니다. 파일을 삭제해도 보관함에서는 아무것도 사라지지 않습니다.</translation>
    </message>
    <message>
        <source>Files that could not come in</source>
        <translation>들어오지 못한 파일</translation>
    </message>
    <message>
        <source>Could not come in</source>
        <translation>들어오지 못한 파일</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>폴더 감시…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Look every few seconds (for network folders)</source>
        <translation>몇 초마다 확인(네트워크 폴더용)</translation>
    </message>
    <message>
        <source>No folder is watched. Choose one, and what you save there comes in by itself.</source>
        <translation>감시 중인 폴더가 없습니다. 폴더를 선택하면 그곳에 저장한 내용이 자동으로 들어옵니다.</translation>
    </message>
    <message>
        <source>No folder is watched. Engineers can choose folders here.</source>
        <translation>감시 중인 폴더가 없습니다. 담당 엔지니어가 여기에서 폴더를 선택할 수 있습니다.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Watch this folder no longer?</source>
        <translation>이 폴더의 감시를 중단하시겠습니까?</translation>
    </message>
    <message>
        <source>Its documents stay in the vault, and its files stay where they are.</source>
        <translation>문서는 보관함에, 파일은 원래 위치에 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>FollowForm</name>
    <message>
        <source>What came after the demand</source>
        <translation>요구 이후의 경과</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>&amp;What happened</source>
        <translation>경과 내용(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;On (empty: now)</source>
        <translation>일자(비우면 지금)(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;How it came</source>
        <translation>받은 방법(&amp;H)</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>새로운 사실 없음</translation>
    </message>
    <message>
        <source>The answer itself</source>
        <translation>답변 원문</translation>
    </message>
    <message>
        <source>What the answer says on items that were missing:</source>
        <translation>빠졌던 사항에 대한 답변:</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Entering it…</source>
        <translation>기록하는 중…</translation>
    </message>
</context>
<context>
    <name>General</name>
    <message>
        <source>This machine and you</source>
        <translation>이 컴퓨터와 나</translation>
    </message>
    <message>
        <source>How the window looks and locks here, and the passphrase that opens it.</source>
        <translation>이 컴퓨터에서의 화면과 잠금 설정, 그리고 보관함을 여는 암호입니다.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>화면 모드(&amp;A)</translation>
    </message>
    <message>
        <source>Lock after &amp;minutes without a touch</source>
        <translation>자동 잠금까지의 시간(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source> min</source>
        <translation>분</translation>
    </message>
    <message>
        <source>Change my passphrase…</source>
        <translation>내 암호 변경…</translation>
    </message>
    <message>
        <source>Keep this window out of &amp;screenshots and screen sharing</source>
        <translation>화면 캡처와 화면 공유에 이 창을 나타내지 않음(&amp;S)</translation>
    </message>
    <message>
        <source>It also blanks the window for remote help and some magnifiers, and stops no camera.</source>
        <translation>원격 지원과 일부 돋보기 프로그램에도 창이 보이지 않으며, 카메라 촬영은 막지 못합니다.</translation>
    </message>
    <message>
        <source>This system offers no way to do that: anybody at it can take a picture.</source>
        <translation>이 시스템에는 해당 기능이 없어 누구나 화면을 캡처할 수 있습니다.</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>암호를 변경했습니다.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>Random codes score between {low} and {high} standard deviations.</source>
        <translation>무작위 코드의 점수는 {low}~{high} 표준편차입니다.</translation>
    </message>
    <message>
        <source>The leak scores {score}.</source>
        <translation>유출물의 점수는 {score}입니다.</translation>
    </message>
    <message>
        <source>Scores of random codes and of the leak</source>
        <translation>무작위 코드와 유출물의 점수</translation>
    </message>
    <message>
        <source>standard deviations above chance</source>
        <translation>우연 대비 표준편차</translation>
    </message>
    <message>
        <source>{count} random codes</source>
        <translation>무작위 코드 {count}개</translation>
    </message>
</context>
<context>
    <name>Holdings</name>
    <message>
        <source>void</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>반환됨</translation>
    </message>
    <message>
        <source>destroyed</source>
        <translation>폐기됨</translation>
    </message>
    <message>
        <source>recalled</source>
        <translation>회수 요청됨</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>기한 경과</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>수령 확인됨</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>전달됨</translation>
    </message>
    <message>
        <source>collected</source>
        <translation>묶음 저장됨</translation>
    </message>
    <message>
        <source>sealed, not sent</source>
        <translation>봉인됨(미전달)</translation>
    </message>
    <message>
        <source>given before the vault</source>
        <translation>보관함 이전 제공</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>{title}, rev. {n}</source>
        <translation>{title}, 개정 {n}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>whole file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>수령자</translation>
    </message>
    <message>
        <source>Use until</source>
        <translation>사용 기한</translation>
    </message>
    <message>
        <source>Return by</source>
        <translation>반환 기한</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>What this partner holds</source>
        <translation>이 거래처의 보유 현황</translation>
    </message>
    <message>
        <source>This partner holds nothing of ours on record.</source>
        <translation>이 거래처가 보유한 당사 자료의 기록이 없습니다.</translation>
    </message>
    <message>
        <source>New release…</source>
        <translation>새 반출…</translation>
    </message>
    <message>
        <source>Put on record what they had before…</source>
        <translation>이전 제공 자료 기록…</translation>
    </message>
    <message>
        <source>What happened, letters</source>
        <translation>처리와 서신</translation>
    </message>
    <message>
        <source>Show the release</source>
        <translation>반출 보기</translation>
    </message>
    <message>
        <source>Delivered…</source>
        <translation>전달…</translation>
    </message>
    <message>
        <source>Acknowledged…</source>
        <translation>수령 확인…</translation>
    </message>
    <message>
        <source>Returned or destroyed…</source>
        <translation>반환 또는 폐기…</translation>
    </message>
    <message>
        <source>Letter: {0}…</source>
        <translation>서신: {0}…</translation>
    </message>
    <message>
        <source>Letters…</source>
        <translation>서신…</translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation>회수…</translation>
    </message>
    <message>
        <source>Strike, as wrong…</source>
        <translation>잘못된 기록 말소…</translation>
    </message>
    <message>
        <source>Letters about {0}</source>
        <translation>{0} 관련 서신</translation>
    </message>
    <message>
        <source>{pages} of {all_pages} pages, {documents} of {all_documents} documents</source>
        <translation>{all_pages}쪽 중 {pages}쪽, 문서 {all_documents}개 중 {documents}개</translation>
    </message>
    <message>
        <source>{pages} pages ever</source>
        <translation>누적 {pages}쪽</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>Home</source>
        <translation>홈</translation>
    </message>
    <message>
        <source>What needs you: {count}</source>
        <translation>처리할 일: {count}건</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>처리할 일이 없습니다.</translation>
    </message>
    <message>
        <source>{count} in all</source>
        <translation>모두 {count}건</translation>
    </message>
    <message>
        <source>{count} more…</source>
        <translation>{count}건 더 보기…</translation>
    </message>
    <message>
        <source>All quiet.</source>
        <translation>이상 없습니다.</translation>
    </message>
    <message>
        <source>Requests, due dates and leaks that need you will be listed here.</source>
        <translation>처리해야 할 요청, 기한, 유출 사항이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>New release…</source>
        <translation>새 반출…</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>첫 단계</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>문서 추가</translation>
    </message>
    <message>
        <source>Add a partner and a contact</source>
        <translation>거래처와 담당자 추가</translation>
    </message>
    <message>
        <source>Add a second approver</source>
        <translation>두 번째 승인자 추가</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>The vault</source>
        <translation>보관함</translation>
    </message>
    <message>
        <source>Ledger: {count} entries</source>
        <translation>원장: 기록 {count}건</translation>
    </message>
    <message>
        <source>not verified since unlocking</source>
        <translation>잠금 해제 후 검증 안 함</translation>
    </message>
    <message>
        <source>verified at {time}</source>
        <translation>{time}에 검증됨</translation>
    </message>
    <message>
        <source>problems were found</source>
        <translation>문제가 발견됨</translation>
    </message>
    <message>
        <source>none are scheduled</source>
        <translation>예약 없음</translation>
    </message>
    <message>
        <source>one is due</source>
        <translation>백업할 때입니다</translation>
    </message>
    <message>
        <source>last on {day}</source>
        <translation>마지막 {day}</translation>
    </message>
    <message>
        <source>scheduled</source>
        <translation>예약됨</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>Outside timestamp</source>
        <translation>외부 타임스탬프</translation>
    </message>
</context>
<context>
    <name>How</name>
    <message>
        <source>How does it go out?</source>
        <translation>어떻게 내보냅니까?</translation>
    </message>
    <message>
        <source>An end date cannot delete a file that somebody has; it says what was agreed, and Cocoon reminds you to ask for it back.</source>
        <translation>기한은 상대방이 가진 파일을 지우지 못합니다. 합의한 내용을 나타내며, 반환을 요청할 때를 알려 드립니다.</translation>
    </message>
    <message>
        <source>&amp;Use until</source>
        <translation>사용 기한(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Return or destroy by</source>
        <translation>반환·폐기 기한(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stamp</source>
        <translation>스탬프(&amp;S)</translation>
    </message>
    <message>
        <source>Each PDF opens with a password of its own</source>
        <translation>PDF마다 별도의 비밀번호 설정</translation>
    </message>
    <message>
        <source>The password is shown when you collect the packs.</source>
        <translation>비밀번호는 반출 묶음을 저장할 때 표시됩니다.</translation>
    </message>
    <message>
        <source>Pages that carry no marks may go out, too</source>
        <translation>식별 표시가 없는 페이지도 내보냄</translation>
    </message>
    <message>
        <source>The approver must accept it; a leak of such a page cannot be traced.</source>
        <translation>승인자가 받아들여야 하며, 그런 페이지가 유출되면 추적할 수 없습니다.</translation>
    </message>
    <message>
        <source>The end of use is missing.</source>
        <translation>사용 기한을 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>Write it as YYYY-MM-DD.</source>
        <translation>YYYY-MM-DD 형식으로 입력하십시오.</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>Import a table of investments</source>
        <translation>투자 내역 표 가져오기</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>CSV with headings such as date, kind, amount, currency, hours, technology, note (일자, 구분, 금액, 통화, 시간, 기술, 비고). Rows that are known are left out.</source>
        <translation>일자, 구분, 금액, 통화, 시간, 기술, 비고(date, kind, amount, currency, hours, technology, note) 등의 제목이 있는 CSV. 이미 있는 행은 제외합니다.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>as each row says</source>
        <translation>행마다 기재된 대로</translation>
    </message>
    <message>
        <source>&amp;Currency, where a row names none</source>
        <translation>행에 통화가 없을 때의 통화(&amp;C)</translation>
    </message>
    <message>
        <source>Lines that cannot be taken</source>
        <translation>가져올 수 없는 줄</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>Reading the table…</source>
        <translation>표를 읽는 중…</translation>
    </message>
    <message>
        <source>line {n}: {what}</source>
        <translation>{n}번째 줄: {what}</translation>
    </message>
</context>
<context>
    <name>Incident</name>
    <message>
        <source>preserved</source>
        <translation>보존</translation>
    </message>
    <message>
        <source>read</source>
        <translation>판독</translation>
    </message>
    <message>
        <source>examined</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>개시</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>기재</translation>
    </message>
    <message>
        <source>note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>서신</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>송달</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>사본</translation>
    </message>
    <message>
        <source>the day on which we learned of it</source>
        <translation>당사가 안 날</translation>
    </message>
    <message>
        <source>the day on which the act began</source>
        <translation>행위가 시작된 날</translation>
    </message>
    <message>
        <source>the day on which dealings with the partner ended</source>
        <translation>거래처와의 거래가 끝난 날</translation>
    </message>
</context>
<context>
    <name>IncidentLetter</name>
    <message>
        <source>A letter about the incident</source>
        <translation>사건 관련 서신</translation>
    </message>
    <message>
        <source>Write the letter</source>
        <translation>서신 작성</translation>
    </message>
    <message>
        <source>&amp;Which letter</source>
        <translation>서신 종류(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Answer asked for by</source>
        <translation>회신 요청 기한(&amp;A)</translation>
    </message>
    <message>
        <source>two weeks, if empty</source>
        <translation>비우면 2주</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>Tell where and when it was &amp;found</source>
        <translation>발견 장소와 시점 기재(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Counsel has reviewed it: no mark of a draft</source>
        <translation>변호사 검토 완료: 초안 표시 없음(&amp;C)</translation>
    </message>
    <message>
        <source>Search &amp;documents</source>
        <translation>문서 검색(&amp;D)</translation>
    </message>
    <message>
        <source>by title</source>
        <translation>제목으로</translation>
    </message>
    <message>
        <source>Documents concerned (none: those recognised)</source>
        <translation>관련 문서(선택하지 않으면 인식된 문서)</translation>
    </message>
    <message>
        <source>Co&amp;urt</source>
        <translation>법원(&amp;U)</translation>
    </message>
    <message>
        <source>Who &amp;has the evidence</source>
        <translation>증거 소지자(&amp;H)</translation>
    </message>
    <message>
        <source>the draft&apos;s own wording, if empty</source>
        <translation>비우면 초안 문구 사용</translation>
    </message>
    <message>
        <source>Which &amp;material</source>
        <translation>대상 증거(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;To prove what</source>
        <translation>증명할 사실(&amp;T)</translation>
    </message>
    <message>
        <source>Why it cannot wa&amp;it</source>
        <translation>긴급한 사유(&amp;I)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Writing the letter…</source>
        <translation>서신을 작성하는 중…</translation>
    </message>
</context>
<context>
    <name>IncidentPanel</name>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>기록자</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>서신 작성</translation>
    </message>
    <message>
        <source>Address of the third party…</source>
        <translation>제3자의 주소…</translation>
    </message>
    <message>
        <source>State what is known…</source>
        <translation>확인 사실 기재…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>메모…</translation>
    </message>
    <message>
        <source>Show the finding</source>
        <translation>추적 결과 보기</translation>
    </message>
    <message>
        <source>Export dossier…</source>
        <translation>증거자료집 내보내기…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>종결…</translation>
    </message>
    <message>
        <source>Parts of the file</source>
        <translation>사건 파일 구성</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>다음 할 일</translation>
    </message>
    <message>
        <source>The leak and its examinations</source>
        <translation>유출물과 검사</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>유출물</translation>
    </message>
    <message>
        <source>Letters and dossiers</source>
        <translation>서신과 증거자료집</translation>
    </message>
    <message>
        <source>Nobody is named yet</source>
        <translation>아직 기재된 상대가 없습니다</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>open</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>opened {day}</source>
        <translation>{day} 개시</translation>
    </message>
    <message>
        <source>known since {day}</source>
        <translation>{day} 인지</translation>
    </message>
    <message>
        <source>outcome: {text}</source>
        <translation>결과: {text}</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Nothing is open: every letter has its delivery, every date is stated.</source>
        <translation>남은 일이 없습니다. 모든 서신의 송달과 모든 날짜가 기재되었습니다.</translation>
    </message>
    <message>
        <source>The incident is closed.</source>
        <translation>종결된 사건입니다.</translation>
    </message>
    <message>
        <source>state it</source>
        <translation>기재하기</translation>
    </message>
    <message>
        <source>The leak was not traced yet</source>
        <translation>유출물을 아직 추적하지 않았습니다</translation>
    </message>
    <message>
        <source>trace it</source>
        <translation>추적하기</translation>
    </message>
    <message>
        <source>The partner whose copy it was is not stated</source>
        <translation>사본의 거래처가 기재되지 않았습니다</translation>
    </message>
    <message>
        <source>A copy issued to {partner} was named, who is not the partner stated</source>
        <translation>기재된 거래처가 아닌 {partner}에 발급된 사본이 특정되었습니다</translation>
    </message>
    <message>
        <source>Who has the documents now is not stated</source>
        <translation>현재 자료를 가진 자가 기재되지 않았습니다</translation>
    </message>
    <message>
        <source>For the countdowns is missing: {date}</source>
        <translation>기한 계산에 필요한 날짜 없음: {date}</translation>
    </message>
    <message>
        <source>No delivery with proof is entered of: {letter}</source>
        <translation>송달 증빙이 기록되지 않음: {letter}</translation>
    </message>
    <message>
        <source>enter it</source>
        <translation>기록하기</translation>
    </message>
    <message>
        <source>Countdowns</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>Counted from the dates stated. Counsel must confirm each.</source>
        <translation>기재된 날짜로 계산했습니다. 변호사가 하나씩 확인해야 합니다.</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>날짜 없음</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n}일 남음</translation>
    </message>
    <message>
        <source>set by law</source>
        <translation>법정 기한</translation>
    </message>
    <message>
        <source>our own aim</source>
        <translation>자체 목표</translation>
    </message>
    <message>
        <source>from {since} to {until}</source>
        <translation>{since} ~ {until}</translation>
    </message>
    <message>
        <source>missing: {date}</source>
        <translation>없음: {date}</translation>
    </message>
    <message>
        <source>the date lies before this wording: another may apply</source>
        <translation>이 규정 시행 전 날짜로, 다른 규정이 적용될 수 있음</translation>
    </message>
    <message>
        <source>What was preserved</source>
        <translation>보존된 유출물</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>발견</translation>
    </message>
    <message>
        <source>Preserved</source>
        <translation>보존일</translation>
    </message>
    <message>
        <source>Copies that were named</source>
        <translation>특정된 사본</translation>
    </message>
    <message>
        <source>This names the copy, not the person who leaked it.</source>
        <translation>사본을 밝힐 뿐, 유출한 사람을 밝히지 않습니다.</translation>
    </message>
    <message>
        <source>by chance at most one in {odds}</source>
        <translation>우연일 확률 {odds}분의 1 이하</translation>
    </message>
    <message>
        <source>No copy was named so far.</source>
        <translation>아직 특정된 사본이 없습니다.</translation>
    </message>
    <message>
        <source>Who else could have made it</source>
        <translation>그 밖에 만들 수 있었던 사람</translation>
    </message>
    <message>
        <source>entry {n} of the ledger</source>
        <translation>원장 {n}번 기록</translation>
    </message>
    <message>
        <source>The letter is saved. Read it before it goes out; then enter its delivery.</source>
        <translation>서신을 저장했습니다. 보내기 전에 읽어 보고, 보낸 뒤 송달을 기록하십시오.</translation>
    </message>
</context>
<context>
    <name>Incidents</name>
    <message>
        <source>not known yet</source>
        <translation>아직 모름</translation>
    </message>
    <message>
        <source>Next period ends</source>
        <translation>다음 기한</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>open</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>당사자</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>사건</translation>
    </message>
    <message>
        <source>No incident is open. Begin one on a leak that was preserved.</source>
        <translation>진행 중인 사건이 없습니다. 보존된 유출물로 사건을 개시하십시오.</translation>
    </message>
    <message>
        <source>No incident. One begins with a leaked file or photo, under Trace.</source>
        <translation>사건이 없습니다. 추적에서 유출된 파일이나 사진으로 시작합니다.</translation>
    </message>
    <message>
        <source>Go to Trace</source>
        <translation>추적으로 이동</translation>
    </message>
    <message>
        <source>The incident is open.</source>
        <translation>사건을 개시했습니다.</translation>
    </message>
    <message>
        <source>Next: state what is known, then write the letters.</source>
        <translation>다음: 확인 사실을 기재하고 서신을 작성하십시오.</translation>
    </message>
    <message>
        <source>Open an incident…</source>
        <translation>사건 개시…</translation>
    </message>
</context>
<context>
    <name>InputsForm</name>
    <message>
        <source>What a loss is computed from</source>
        <translation>손해액 산정 자료</translation>
    </message>
    <message>
        <source>State it</source>
        <translation>기재</translation>
    </message>
    <message>
        <source>The program computes no damages; it keeps what was known, and when.</source>
        <translation>프로그램은 손해액을 계산하지 않고, 언제 무엇을 알았는지를 보관합니다.</translation>
    </message>
    <message>
        <source>&amp;Capacity</source>
        <translation>생산 능력(&amp;C)</translation>
    </message>
    <message>
        <source>for example: 1,200 plates a month</source>
        <translation>예: 월 1,200장</translation>
    </message>
    <message>
        <source>&amp;Margin</source>
        <translation>이익률(&amp;M)</translation>
    </message>
    <message>
        <source>for example: 18 % of the price</source>
        <translation>예: 판매가의 18%</translation>
    </message>
    <message>
        <source>&amp;Licence quote</source>
        <translation>실시료 견적(&amp;L)</translation>
    </message>
    <message>
        <source>for example: 3 % of sales</source>
        <translation>예: 매출의 3%</translation>
    </message>
    <message>
        <source>&amp;As of</source>
        <translation>기준일(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>메모(&amp;N)</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>증빙</translation>
    </message>
    <message>
        <source>Nothing is stated.</source>
        <translation>기재된 내용이 없습니다.</translation>
    </message>
    <message>
        <source>Capacity, margin or a licence quote is needed.</source>
        <translation>생산 능력, 이익률, 실시료 견적 중 하나가 필요합니다.</translation>
    </message>
</context>
<context>
    <name>InvestmentForm</name>
    <message>
        <source>An investment in a technology</source>
        <translation>기술 투자 내역</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>날짜(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>종류(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>금액(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Currency</source>
        <translation>통화(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Hours</source>
        <translation>시간(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Who</source>
        <translation>담당자(&amp;W)</translation>
    </message>
    <message>
        <source>none, when empty</source>
        <translation>비우면 없음</translation>
    </message>
    <message>
        <source>D&amp;ocument it was for</source>
        <translation>관련 문서(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>메모(&amp;N)</translation>
    </message>
    <message>
        <source>Invoice, receipt</source>
        <translation>세금계산서, 영수증</translation>
    </message>
</context>
<context>
    <name>Investments</name>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Who, what for</source>
        <translation>담당자, 내용</translation>
    </message>
    <message>
        <source>Search entries…</source>
        <translation>내역 검색…</translation>
    </message>
    <message>
        <source>Search investments</source>
        <translation>투자 내역 검색</translation>
    </message>
    <message>
        <source>Import table…</source>
        <translation>표 가져오기…</translation>
    </message>
    <message>
        <source>Strike, as wrong…</source>
        <translation>잘못된 기록 말소…</translation>
    </message>
    <message>
        <source>Technologies</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Totals by period</source>
        <translation>기간별 합계</translation>
    </message>
    <message>
        <source>On what it cost</source>
        <translation>투자 내역</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>합계</translation>
    </message>
    <message>
        <source>Annex and loss inputs</source>
        <translation>별지와 산정 자료</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>단위(&amp;B)</translation>
    </message>
    <message>
        <source>year</source>
        <translation>연</translation>
    </message>
    <message>
        <source>quarter</source>
        <translation>분기</translation>
    </message>
    <message>
        <source>month</source>
        <translation>월</translation>
    </message>
    <message>
        <source>Amounts of different currencies are never added.</source>
        <translation>통화가 다른 금액은 합산하지 않습니다.</translation>
    </message>
    <message>
        <source>What a loss is computed from</source>
        <translation>손해액 산정 자료</translation>
    </message>
    <message>
        <source>State it…</source>
        <translation>기재…</translation>
    </message>
    <message>
        <source>Annex for counsel</source>
        <translation>변호사용 별지</translation>
    </message>
    <message>
        <source>Damages fail for want of proof: the annex shows what was entered, and when.</source>
        <translation>손해배상 청구는 증명이 부족하면 받아들여지지 않습니다. 별지는 무엇이 언제 기록되었는지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Write the annex…</source>
        <translation>별지 작성…</translation>
    </message>
    <message>
        <source>There is no technology yet. Adding documents makes one.</source>
        <translation>아직 기술이 없습니다. 문서를 추가하면 만들어집니다.</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>문서 추가…</translation>
    </message>
    <message>
        <source>Nothing is entered yet. Enter hours, invoices and machines as they come.</source>
        <translation>아직 내역이 없습니다. 시간, 계산서, 설비를 생길 때마다 입력하십시오.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>capacity</source>
        <translation>생산 능력</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>이익률</translation>
    </message>
    <message>
        <source>licence quote</source>
        <translation>실시료 견적</translation>
    </message>
    <message>
        <source>{what}: {text} (as of {day})</source>
        <translation>{what}: {text} ({day} 기준)</translation>
    </message>
    <message>
        <source>nothing is stated yet</source>
        <translation>아직 기재 없음</translation>
    </message>
    <message>
        <source>entered {day}, entry {n}</source>
        <translation>{day} 기록, 원장 {n}번</translation>
    </message>
    <message>
        <source>kept: {files}</source>
        <translation>보관: {files}</translation>
    </message>
    <message>
        <source>Left out, since the ledger has them already: {n}.</source>
        <translation>이미 원장에 있어 제외: {n}.</translation>
    </message>
    <message>
        <source>Columns that mean nothing here: {names}.</source>
        <translation>사용하지 않는 열: {names}.</translation>
    </message>
    <message>
        <source>Rows entered: {n}.</source>
        <translation>입력된 행: {n}.</translation>
    </message>
    <message>
        <source>The annex is saved.</source>
        <translation>별지를 저장했습니다.</translation>
    </message>
    <message>
        <source>struck: {reason}</source>
        <translation>말소됨: {reason}</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>내역</translation>
    </message>
    <message>
        <source>Investments</source>
        <translation>투자 내역</translation>
    </message>
    <message>
        <source>Enter investment…</source>
        <translation>투자 내역 입력…</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Entry</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>About</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>원장</translation>
    </message>
    <message>
        <source>Search who, what, about…</source>
        <translation>사람, 내용, 대상 검색…</translation>
    </message>
    <message>
        <source>Search the ledger</source>
        <translation>원장 검색</translation>
    </message>
    <message>
        <source>Which entries</source>
        <translation>기록 종류</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Verify against a pack, checkpoint or timestamp…</source>
        <translation>반출 묶음, 체크포인트, 타임스탬프와 대조…</translation>
    </message>
    <message>
        <source>Save a checkpoint…</source>
        <translation>체크포인트 저장…</translation>
    </message>
    <message>
        <source>Export all entries…</source>
        <translation>모든 기록 내보내기…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Entries of the ledger</source>
        <translation>원장의 기록</translation>
    </message>
    <message>
        <source>Opened fields of the entry</source>
        <translation>기록의 세부 내용</translation>
    </message>
    <message>
        <source>Problems that were found</source>
        <translation>발견된 문제</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>모든 종류</translation>
    </message>
    <message>
        <source>{read} of {all} entries read…</source>
        <translation>기록 {all}건 중 {read}건 읽음…</translation>
    </message>
    <message>
        <source>{shown} of {all} entries</source>
        <translation>기록 {all}건 중 {shown}건</translation>
    </message>
    <message>
        <source>{all} entries</source>
        <translation>기록 {all}건</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>검증하는 중…</translation>
    </message>
    <message>
        <source>{count} entries were checked</source>
        <translation>기록 {count}건을 검사했습니다</translation>
    </message>
    <message>
        <source>Tree heads kept elsewhere that it was compared with: {count}.</source>
        <translation>다른 곳에 보관된 트리 헤드 {count}개와 대조했습니다.</translation>
    </message>
    <message>
        <source>{checked}: nothing is missing, altered or out of place.</source>
        <translation>{checked}. 누락, 변경, 순서 오류가 없습니다.</translation>
    </message>
    <message>
        <source>{checked}; problems: {n}.</source>
        <translation>{checked}. 문제 {n}건.</translation>
    </message>
    <message>
        <source>Keep the folder as it is, and compare it with a backup. {notes}</source>
        <translation>폴더를 그대로 두고 백업과 비교하십시오. {notes}</translation>
    </message>
    <message>
        <source>A delivered pack, a checkpoint or a timestamp</source>
        <translation>전달된 반출 묶음, 체크포인트 또는 타임스탬프</translation>
    </message>
    <message>
        <source>Save a checkpoint</source>
        <translation>체크포인트 저장</translation>
    </message>
    <message>
        <source>The checkpoint is saved. Keep it away from this vault.</source>
        <translation>체크포인트를 저장했습니다. 이 보관함과 다른 곳에 보관하십시오.</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>서명하는 중…</translation>
    </message>
    <message>
        <source>Export all entries?</source>
        <translation>모든 기록을 내보내시겠습니까?</translation>
    </message>
    <message>
        <source>Whoever has the file can read everything in the ledger without a passphrase.</source>
        <translation>파일을 가진 사람은 암호 없이 원장의 모든 내용을 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Export all entries</source>
        <translation>모든 기록 내보내기</translation>
    </message>
    <message>
        <source>All entries are exported, readable to everybody who has the file.</source>
        <translation>모든 기록을 내보냈습니다. 파일을 가진 사람은 누구나 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>쓰는 중…</translation>
    </message>
</context>
<context>
    <name>LetterForm</name>
    <message>
        <source>Write the letter</source>
        <translation>서신 작성</translation>
    </message>
    <message>
        <source>&amp;Which letter</source>
        <translation>서신 종류(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>A letter about {0}</source>
        <translation>{0} 관련 서신</translation>
    </message>
    <message>
        <source>To be back &amp;by</source>
        <translation>반환 기한(&amp;B)</translation>
    </message>
    <message>
        <source>as agreed, when empty</source>
        <translation>비우면 합의된 날</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>The letter is kept in the vault and entered in the ledger.</source>
        <translation>서신은 보관함에 보관되고 원장에 기록됩니다.</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Writing the letter…</source>
        <translation>서신을 작성하는 중…</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>Waiting for your decision</source>
        <translation>결정을 기다리는 요청</translation>
    </message>
    <message>
        <source>Approved, not sealed</source>
        <translation>승인됨, 봉인 전</translation>
    </message>
    <message>
        <source>Leaks and incidents</source>
        <translation>유출과 사건</translation>
    </message>
    <message>
        <source>Use ends, or it should be back</source>
        <translation>사용·반환 기한</translation>
    </message>
    <message>
        <source>Demands to answer</source>
        <translation>회신할 요구</translation>
    </message>
    <message>
        <source>Packs to hand over</source>
        <translation>전달할 반출 묶음</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>계약</translation>
    </message>
    <message>
        <source>Backup due</source>
        <translation>백업 필요</translation>
    </message>
    <message>
        <source>{n} to collect</source>
        <translation>저장할 묶음 {n}개</translation>
    </message>
    <message>
        <source>{n} to deliver</source>
        <translation>전달할 묶음 {n}개</translation>
    </message>
    <message>
        <source>not traced yet</source>
        <translation>아직 추적 안 함</translation>
    </message>
    <message>
        <source>no agreement in force</source>
        <translation>유효한 계약 없음</translation>
    </message>
    <message>
        <source>items missing: {n}</source>
        <translation>누락 사항: {n}</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>{day} 기한 경과</translation>
    </message>
    <message>
        <source>today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>내일</translation>
    </message>
    <message>
        <source>in {n} days</source>
        <translation>{n}일 후</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day}까지</translation>
    </message>
</context>
<context>
    <name>NewVault</name>
    <message>
        <source>A new vault</source>
        <translation>새 보관함</translation>
    </message>
    <message>
        <source>&amp;Empty folder for it</source>
        <translation>빈 폴더(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Your firm</source>
        <translation>회사 이름(&amp;Y)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>내 이름(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>The same &amp;again</source>
        <translation>다시 한 번(&amp;A)</translation>
    </message>
    <message>
        <source>I am alone: my own requests may be approved by me</source>
        <translation>혼자 사용합니다. 내 요청을 내가 승인할 수 있습니다.</translation>
    </message>
    <message>
        <source>Several words that nobody would guess. Nobody can open the vault without it, except with the recovery key that you get next.</source>
        <translation>남이 짐작할 수 없는 여러 단어로 정하십시오. 암호를 잊으면 다음 화면에 표시되는 복구 키로만 보관함을 열 수 있습니다.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Make the vault</source>
        <translation>보관함 만들기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Empty folder</source>
        <translation>빈 폴더</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>두 암호가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>Type them again.</source>
        <translation>다시 입력하십시오.</translation>
    </message>
    <message>
        <source>No folder was named.</source>
        <translation>폴더가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose an empty one.</source>
        <translation>빈 폴더를 선택하십시오.</translation>
    </message>
    <message>
        <source>Making the vault…</source>
        <translation>보관함을 만드는 중…</translation>
    </message>
</context>
<context>
    <name>NoteForm</name>
    <message>
        <source>A note on the incident</source>
        <translation>사건 메모</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>&amp;What happened</source>
        <translation>경과 내용(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;On (empty: now)</source>
        <translation>일자(비우면 지금)(&amp;O)</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>증빙</translation>
    </message>
    <message>
        <source>The note is empty.</source>
        <translation>메모가 비어 있습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>OpenForm</name>
    <message>
        <source>Open an incident</source>
        <translation>사건 개시</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>개시</translation>
    </message>
    <message>
        <source>What is not known yet can be stated later; countdowns follow from it.</source>
        <translation>아직 모르는 내용은 나중에 기재할 수 있으며, 기한은 그에 따라 계산됩니다.</translation>
    </message>
    <message>
        <source>Lea&amp;k</source>
        <translation>유출물(&amp;K)</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>Read shifts</source>
        <translation>판독된 이동</translation>
    </message>
    <message>
        <source>Leak alone</source>
        <translation>유출물만</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100%</translation>
    </message>
    <message>
        <source>Fit the picture to the window</source>
        <translation>그림을 창에 맞춤</translation>
    </message>
    <message>
        <source>Show the picture at 100 %</source>
        <translation>그림을 100%로 표시</translation>
    </message>
    <message>
        <source>Page that was found</source>
        <translation>찾은 페이지</translation>
    </message>
    <message>
        <source>The leak with what was read</source>
        <translation>유출물과 판독 내용</translation>
    </message>
    <message>
        <source>Wheel: nearer or farther. Drag: move. 0: fit. 1: 100 %.</source>
        <translation>휠: 확대·축소. 끌기: 이동. 0: 맞춤. 1: 100%.</translation>
    </message>
    <message>
        <source>Green outlines: words that were read; grey: words that were not. A red stroke shows which way a word was moved, much enlarged.</source>
        <translation>초록 테두리는 판독된 단어, 회색은 판독되지 않은 단어입니다. 빨간 선은 단어가 이동한 방향을 크게 확대하여 나타냅니다.</translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>The packs are ready</source>
        <translation>반출 묶음이 준비되었습니다</translation>
    </message>
    <message>
        <source>Give each person their own pack: every copy is marked with its name.</source>
        <translation>각 수령자에게 본인의 묶음을 전달하십시오. 사본마다 수령자의 표시가 들어 있습니다.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Copy text for the e-mail</source>
        <translation>이메일 문구 복사</translation>
    </message>
    <message>
        <source>Copy text for the e-mail to {0}</source>
        <translation>{0}에게 보낼 이메일 문구 복사</translation>
    </message>
    <message>
        <source>Delivered…</source>
        <translation>전달…</translation>
    </message>
    <message>
        <source>Enter that {0} was delivered</source>
        <translation>{0} 전달 기록</translation>
    </message>
    <message>
        <source>Opens with {0} – send it another way than the pack.</source>
        <translation>비밀번호 {0} – 묶음과 다른 경로로 전달하십시오.</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>전달됨</translation>
    </message>
    <message>
        <source>The delivery is entered.</source>
        <translation>전달을 기록했습니다.</translation>
    </message>
    <message>
        <source>Dear {0},</source>
        <translation>{0} 님께</translation>
    </message>
    <message>
        <source>attached is your own copy {0} for: {1}.</source>
        <translation>다음 목적으로 귀하의 사본 {0}을(를) 첨부합니다: {1}.</translation>
    </message>
    <message>
        <source>It may be used until {0}.</source>
        <translation>사용 기한은 {0}까지입니다.</translation>
    </message>
    <message>
        <source>Please return or destroy it by {0}.</source>
        <translation>{0}까지 반환하거나 폐기하여 주시기 바랍니다.</translation>
    </message>
    <message>
        <source>The password reaches you another way.</source>
        <translation>비밀번호는 다른 경로로 전달해 드립니다.</translation>
    </message>
    <message>
        <source>Each copy is marked and named; please do not pass it on.</source>
        <translation>사본마다 수령자 이름과 식별 표시가 들어 있으니 다른 곳에 전달하지 마시기 바랍니다.</translation>
    </message>
    <message>
        <source>Please sign the acknowledgement on the transmittal in the pack and send it back.</source>
        <translation>묶음에 들어 있는 기술자료 송부서의 수령 확인란에 서명하여 회신하여 주시기 바랍니다.</translation>
    </message>
    <message>
        <source>The text is on the clipboard.</source>
        <translation>문구를 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>No file manager answered.</source>
        <translation>파일 관리자가 응답하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>Page before</source>
        <translation>이전 페이지</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>다음 페이지</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Which file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Page up, page down: turn. Plus, minus: larger, smaller.</source>
        <translation>Page Up, Page Down: 쪽 넘기기. 더하기, 빼기: 확대, 축소.</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>그리는 중…</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Page {0} of {1}</source>
        <translation>{1}쪽 중 {0}쪽</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find an action</source>
        <translation>동작 찾기</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>무엇을 하시겠습니까?</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>동작</translation>
    </message>
</context>
<context>
    <name>PaperList</name>
    <message>
        <source>exported</source>
        <translation>내보냄</translation>
    </message>
    <message>
        <source>no delivery entered</source>
        <translation>송달 기록 없음</translation>
    </message>
    <message>
        <source>delivered {day}, {channel}</source>
        <translation>{day} 송달, {channel}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>By</source>
        <translation>작성자</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Letters and dossiers</source>
        <translation>서신과 증거자료집</translation>
    </message>
    <message>
        <source>Save again…</source>
        <translation>다시 저장…</translation>
    </message>
    <message>
        <source>Delivered…</source>
        <translation>전달…</translation>
    </message>
    <message>
        <source>No letter was written and no dossier exported yet.</source>
        <translation>아직 작성된 서신이나 내보낸 증거자료집이 없습니다.</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>서신 저장</translation>
    </message>
    <message>
        <source>The letter is saved.</source>
        <translation>서신을 저장했습니다.</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>reminder that the use ends</source>
        <translation>사용 종료 안내</translation>
    </message>
    <message>
        <source>demand to return or destroy</source>
        <translation>반환·폐기 요구서</translation>
    </message>
    <message>
        <source>recall notice</source>
        <translation>회수 통지서</translation>
    </message>
    <message>
        <source>certificate to be signed</source>
        <translation>반환·폐기 확인서</translation>
    </message>
    <message>
        <source>reply to a demand</source>
        <translation>요구 회신</translation>
    </message>
    <message>
        <source>demand to delete or return</source>
        <translation>삭제·반환 요구서</translation>
    </message>
    <message>
        <source>notice to the third party</source>
        <translation>제3자 통지서</translation>
    </message>
    <message>
        <source>application to preserve evidence</source>
        <translation>증거보전 신청서</translation>
    </message>
    <message>
        <source>annex on investment</source>
        <translation>투자 내역 별지</translation>
    </message>
    <message>
        <source>dossier</source>
        <translation>증거자료집</translation>
    </message>
    <message>
        <source>Before the end: says until when the copy may be used.</source>
        <translation>종료 전에 사본을 언제까지 사용할 수 있는지 알립니다.</translation>
    </message>
    <message>
        <source>Asks for the copy back, or for a signed certificate that it was destroyed.</source>
        <translation>사본의 반환 또는 서명된 폐기 확인서를 요구합니다.</translation>
    </message>
    <message>
        <source>Tells the recipient that the copy was called back, and why.</source>
        <translation>사본이 회수되었음과 그 사유를 수령자에게 알립니다.</translation>
    </message>
    <message>
        <source>A form for the recipient: what was returned or destroyed, with place for a seal.</source>
        <translation>수령자용 양식: 반환·폐기한 자료와 날인란이 있습니다.</translation>
    </message>
    <message>
        <source>To the partner: delete or return the documents, and say who has had them.</source>
        <translation>거래처에: 자료를 삭제 또는 반환하고 누가 보유했는지 밝히도록 요구합니다.</translation>
    </message>
    <message>
        <source>To whoever has the documents now: that they are ours, and kept secret.</source>
        <translation>현재 자료를 가진 자에게: 당사의 비밀 자료임을 알립니다.</translation>
    </message>
    <message>
        <source>A draft for the court, with the dated history and the exhibits.</source>
        <translation>법원 제출용 초안: 날짜별 경위와 증거 목록이 들어 있습니다.</translation>
    </message>
</context>
<context>
    <name>PartnerForm</name>
    <message>
        <source>Add a partner</source>
        <translation>거래처 추가</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>&amp;Name of the company</source>
        <translation>회사 이름(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Partners</name>
    <message>
        <source>top secret</source>
        <translation>극비</translation>
    </message>
    <message>
        <source>confidential</source>
        <translation>대외비</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>사내용</translation>
    </message>
    <message>
        <source>public</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>The letter is saved.</source>
        <translation>서신을 저장했습니다.</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>no agreement</source>
        <translation>계약 없음</translation>
    </message>
    <message>
        <source>items missing</source>
        <translation>사항 누락</translation>
    </message>
    <message>
        <source>ends soon</source>
        <translation>곧 만료</translation>
    </message>
    <message>
        <source>documents: {n}</source>
        <translation>문서 {n}개</translation>
    </message>
    <message>
        <source>holds nothing</source>
        <translation>보유 없음</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>거래처</translation>
    </message>
    <message>
        <source>Search company…</source>
        <translation>회사 검색…</translation>
    </message>
    <message>
        <source>Search partners</source>
        <translation>거래처 검색</translation>
    </message>
    <message>
        <source>Add partner…</source>
        <translation>거래처 추가…</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>Documents &amp;up to class</source>
        <translation>제공 가능 등급(&amp;U)</translation>
    </message>
    <message>
        <source>Address in letters…</source>
        <translation>서신에 쓰는 주소…</translation>
    </message>
    <message>
        <source>Documents up to class</source>
        <translation>제공 가능 등급</translation>
    </message>
    <message>
        <source>Choose a company on the left.</source>
        <translation>왼쪽에서 회사를 선택하십시오.</translation>
    </message>
    <message>
        <source>No partners yet. Add a company, then the people there who receive copies.</source>
        <translation>아직 거래처가 없습니다. 회사를 추가한 뒤 사본을 받을 담당자를 추가하십시오.</translation>
    </message>
    <message>
        <source>On this partner</source>
        <translation>이 거래처의 정보</translation>
    </message>
    <message>
        <source>Holdings</source>
        <translation>보유 현황</translation>
    </message>
    <message>
        <source>Demands</source>
        <translation>요구</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>계약</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>담당자</translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Change my passphrase</source>
        <translation>내 암호 변경</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Several words that nobody would guess. Nobody can open the vault in your name without it; with the recovery key you can be given a new one.</source>
        <translation>남이 짐작할 수 없는 여러 단어로 정하십시오. 암호 없이는 누구도 귀하의 이름으로 보관함을 열 수 없습니다. 암호를 잊으면 복구 키로 새 암호를 받을 수 있습니다.</translation>
    </message>
    <message>
        <source>&amp;New passphrase</source>
        <translation>새 암호(&amp;N)</translation>
    </message>
    <message>
        <source>The same &amp;again</source>
        <translation>다시 한 번(&amp;A)</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>두 암호가 서로 다릅니다.</translation>
    </message>
    <message>
        <source>Type them again.</source>
        <translation>다시 입력하십시오.</translation>
    </message>
    <message>
        <source>Changing it…</source>
        <translation>변경하는 중…</translation>
    </message>
</context>
<context>
    <name>Pasting</name>
    <message>
        <source>There is no file on the clipboard.</source>
        <translation>클립보드에 파일이 없습니다.</translation>
    </message>
    <message>
        <source>Copy files or folders in the file manager, then paste here.</source>
        <translation>파일 관리자에서 파일이나 폴더를 복사한 뒤 여기에 붙여넣으십시오.</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
</context>
<context>
    <name>People</name>
    <message>
        <source>owner</source>
        <translation>소유자</translation>
    </message>
    <message>
        <source>sets members, policies and backups</source>
        <translation>구성원, 정책, 백업을 관리</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>승인자</translation>
    </message>
    <message>
        <source>approves releases and traces leaks</source>
        <translation>반출을 승인하고 유출을 추적</translation>
    </message>
    <message>
        <source>engineer</source>
        <translation>담당 엔지니어</translation>
    </message>
    <message>
        <source>adds documents, asks for releases, collects packs</source>
        <translation>문서 추가, 반출 요청, 묶음 저장</translation>
    </message>
    <message>
        <source>examiner</source>
        <translation>조사자</translation>
    </message>
    <message>
        <source>traces leaks</source>
        <translation>유출을 추적</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>감사자</translation>
    </message>
    <message>
        <source>reads the ledger and verifies it</source>
        <translation>원장을 열람하고 검증</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Holds keys of</source>
        <translation>보유한 기술 키</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}(나)</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>제외됨</translation>
    </message>
    <message>
        <source>keys to be taken back</source>
        <translation>키 회수 필요</translation>
    </message>
    <message>
        <source>for {name} until {day}</source>
        <translation>{name} 대리, {day}까지</translation>
    </message>
    <message>
        <source>active</source>
        <translation>활성</translation>
    </message>
    <message>
        <source>People</source>
        <translation>구성원</translation>
    </message>
    <message>
        <source>Who can open this vault, and what their keys open. Every change is signed.</source>
        <translation>이 보관함을 열 수 있는 사람과 각자의 키로 열 수 있는 범위입니다. 모든 변경은 서명됩니다.</translation>
    </message>
    <message>
        <source>Add person…</source>
        <translation>구성원 추가…</translation>
    </message>
    <message>
        <source>Roles…</source>
        <translation>역할…</translation>
    </message>
    <message>
        <source>Technologies…</source>
        <translation>기술…</translation>
    </message>
    <message>
        <source>Stands in for me…</source>
        <translation>대리 지정…</translation>
    </message>
    <message>
        <source>End standing in</source>
        <translation>대리 종료</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제외…</translation>
    </message>
    <message>
        <source>Our address in letters…</source>
        <translation>서신에 쓰는 우리 주소…</translation>
    </message>
    <message>
        <source>Only an owner changes members. Taking something away begins a new epoch of keys.</source>
        <translation>구성원은 소유자만 변경할 수 있습니다. 권한을 회수하면 새 키 세대가 시작됩니다.</translation>
    </message>
</context>
<context>
    <name>Policies</name>
    <message>
        <source>Policies</source>
        <translation>정책</translation>
    </message>
    <message>
        <source>Before a release is asked for, approved and sealed, these rules look at it. A warning must be accepted; a block stops it, unless an approver sets it aside and signs why.</source>
        <translation>반출을 요청, 승인, 봉인하기 전에 이 규칙들이 검토합니다. 경고는 승인자가 받아들여야 하고, 차단은 승인자가 사유에 서명하여 예외로 하지 않는 한 반출을 막습니다.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>block</source>
        <translation>차단</translation>
    </message>
    <message>
        <source>always: {level}</source>
        <translation>항상: {level}</translation>
    </message>
    <message>
        <source>From how much on: {rule}</source>
        <translation>비율 한도: {rule}</translation>
    </message>
    <message>
        <source>From how much of a technology on; Enter sets it</source>
        <translation>기술의 비율 한도, Enter 키로 설정</translation>
    </message>
    <message>
        <source>It is not looked at.</source>
        <translation>검토하지 않습니다.</translation>
    </message>
    <message>
        <source>An approver must accept it by name.</source>
        <translation>승인자가 명시적으로 받아들여야 합니다.</translation>
    </message>
    <message>
        <source>It stops a release, unless an approver signs why not.</source>
        <translation>승인자가 사유에 서명하지 않는 한 반출을 막습니다.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>RecallForm</name>
    <message>
        <source>Call back all copies of {0}</source>
        <translation>{0}의 모든 사본 회수</translation>
    </message>
    <message>
        <source>Call back {0}</source>
        <translation>{0} 회수</translation>
    </message>
    <message>
        <source>Call it back</source>
        <translation>회수 요구</translation>
    </message>
    <message>
        <source>Every copy that is out is entered as called back. This cannot be taken back.</source>
        <translation>나가 있는 모든 사본에 회수 요구가 기록됩니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>&amp;Reason, which also stands in the notice</source>
        <translation>사유(통지서에도 기재)(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save the notice as (empty: no notice yet)</source>
        <translation>통지서 저장 위치(비우면 작성하지 않음)(&amp;S)</translation>
    </message>
    <message>
        <source>To be back &amp;by</source>
        <translation>반환 기한(&amp;B)</translation>
    </message>
    <message>
        <source>as agreed, when empty</source>
        <translation>비우면 합의된 날</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
    <message>
        <source>Calling back…</source>
        <translation>회수 처리 중…</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>hours of work</source>
        <translation>투입 시간</translation>
    </message>
    <message>
        <source>invoice</source>
        <translation>세금계산서</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>설비</translation>
    </message>
    <message>
        <source>other cost</source>
        <translation>기타 비용</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>The recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Write it down or save it, and keep it away from this machine: it opens the vault when a passphrase is lost. It is shown only now.</source>
        <translation>적어 두거나 저장하여 이 컴퓨터와 다른 곳에 보관하십시오. 암호를 잊었을 때 보관함을 여는 키입니다. 지금 한 번만 표시됩니다.</translation>
    </message>
    <message>
        <source>I have it in a safe place</source>
        <translation>안전한 곳에 보관했습니다</translation>
    </message>
    <message>
        <source>Save it…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>보관함 열기</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Save the recovery key</source>
        <translation>복구 키 저장</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>저장했습니다.</translation>
    </message>
</context>
<context>
    <name>Rejection</name>
    <message>
        <source>Reject the request</source>
        <translation>요청 반려</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>반려</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence that the requester can act on.</source>
        <translation>요청자가 조치할 수 있도록 한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>ReleaseDetail</name>
    <message>
        <source>The chosen release</source>
        <translation>선택한 반출</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>What the policies said</source>
        <translation>정책 검토 결과</translation>
    </message>
    <message>
        <source>opens with a password</source>
        <translation>비밀번호로 열림</translation>
    </message>
    <message>
        <source>pages without marks are allowed</source>
        <translation>식별 표시 없는 페이지 허용</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>For</source>
        <translation>수령처</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>Return by</source>
        <translation>반환 기한</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>요청자</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>결정자</translation>
    </message>
    <message>
        <source>Demand</source>
        <translation>요구</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>계약</translation>
    </message>
    <message>
        <source>How</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>결정…</translation>
    </message>
    <message>
        <source>Make the copies</source>
        <translation>사본 만들기</translation>
    </message>
    <message>
        <source>Collect the packs…</source>
        <translation>반출 묶음 저장…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>철회</translation>
    </message>
    <message>
        <source>Take the approval back…</source>
        <translation>승인 취소…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Call all copies back…</source>
        <translation>모든 사본 회수…</translation>
    </message>
    <message>
        <source>Letters and dossiers…</source>
        <translation>서신과 증거자료집…</translation>
    </message>
    <message>
        <source>Export dossier…</source>
        <translation>증거자료집 내보내기…</translation>
    </message>
    <message>
        <source>Save hash list…</source>
        <translation>해시 목록 저장…</translation>
    </message>
    <message>
        <source>Released under pressure, all rights reserved</source>
        <translation>압력에 의한 반출, 모든 권리 유보</translation>
    </message>
    <message>
        <source>Set aside by {0}, {1}: {2}</source>
        <translation>예외 처리: {0} · {1} · {2}</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>사본</translation>
    </message>
    <message>
        <source>delivered {0}</source>
        <translation>{0} 송달</translation>
    </message>
    <message>
        <source>Delivered…</source>
        <translation>전달…</translation>
    </message>
    <message>
        <source>Acknowledged…</source>
        <translation>수령 확인…</translation>
    </message>
    <message>
        <source>Returned…</source>
        <translation>반환…</translation>
    </message>
    <message>
        <source>More about {0}</source>
        <translation>{0} 더 보기</translation>
    </message>
    <message>
        <source>Letter: {0}…</source>
        <translation>서신: {0}…</translation>
    </message>
    <message>
        <source>Call back…</source>
        <translation>회수…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>무효 선언…</translation>
    </message>
    <message>
        <source>The letter is saved. Read it before it goes out; then enter its delivery.</source>
        <translation>서신을 저장했습니다. 보내기 전에 읽어 보고, 보낸 뒤 송달을 기록하십시오.</translation>
    </message>
    <message>
        <source>Called back.</source>
        <translation>회수 요구를 기록했습니다.</translation>
    </message>
    <message>
        <source>Letters and dossiers of {0}</source>
        <translation>{0}의 서신과 증거자료집</translation>
    </message>
    <message>
        <source>Save hash list</source>
        <translation>해시 목록 저장</translation>
    </message>
    <message>
        <source>The hash list is saved.</source>
        <translation>해시 목록을 저장했습니다.</translation>
    </message>
    <message>
        <source>Folder for the packs</source>
        <translation>반출 묶음을 저장할 폴더</translation>
    </message>
</context>
<context>
    <name>ReleaseForm</name>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>1  Who</source>
        <translation>1  누구에게</translation>
    </message>
    <message>
        <source>2  What</source>
        <translation>2  무엇을</translation>
    </message>
    <message>
        <source>3  Why</source>
        <translation>3  왜</translation>
    </message>
    <message>
        <source>4  How</source>
        <translation>4  어떻게</translation>
    </message>
    <message>
        <source>5  Review</source>
        <translation>5  검토</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>닫기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>이전(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Ask for the release</source>
        <translation>반출 요청(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>다음(&amp;N)</translation>
    </message>
    <message>
        <source>What you typed stays.</source>
        <translation>입력한 내용은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>갖춤</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>미완료</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>요청하는 중…</translation>
    </message>
</context>
<context>
    <name>ReleaseWords</name>
    <message>
        <source>Requested</source>
        <translation>요청됨</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>승인됨</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>봉인됨</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>반려됨</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>철회됨</translation>
    </message>
    <message>
        <source>In the vault</source>
        <translation>보관함 안</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>전달됨</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>수령 확인됨</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>반환됨</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>폐기됨</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>회수 요청됨</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>기한 경과</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>무효</translation>
    </message>
    <message>
        <source>On record</source>
        <translation>기록됨</translation>
    </message>
    <message>
        <source>Top secret</source>
        <translation>극비</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>대외비</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>사내용</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>At the foot of each page</source>
        <translation>각 페이지 아래</translation>
    </message>
    <message>
        <source>At the head of each page</source>
        <translation>각 페이지 위</translation>
    </message>
    <message>
        <source>Large, across each page</source>
        <translation>각 페이지에 크게 대각선으로</translation>
    </message>
</context>
<context>
    <name>Releases</name>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>For</source>
        <translation>수령처</translation>
    </message>
    <message>
        <source>What</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>기한</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>사본</translation>
    </message>
    <message>
        <source>New release</source>
        <translation>새 반출</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>반출</translation>
    </message>
    <message>
        <source>Search partner, person, document…</source>
        <translation>거래처, 사람, 문서 검색…</translation>
    </message>
    <message>
        <source>Search releases</source>
        <translation>반출 검색</translation>
    </message>
    <message>
        <source>New release…</source>
        <translation>새 반출…</translation>
    </message>
    <message>
        <source>No releases yet. What leaves the firm is asked for here, and approved.</source>
        <translation>아직 반출이 없습니다. 밖으로 나가는 자료는 여기에서 요청하고 승인합니다.</translation>
    </message>
    <message>
        <source>All states ({0})</source>
        <translation>모든 상태 ({0})</translation>
    </message>
    <message>
        <source>The draft is discarded.</source>
        <translation>초안을 버렸습니다.</translation>
    </message>
    <message>
        <source>Ctrl+Z brings it back until the vault is locked.</source>
        <translation>보관함을 잠그기 전까지 Ctrl+Z로 되살릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>There is no discarded draft to bring back.</source>
        <translation>되살릴 초안이 없습니다.</translation>
    </message>
    <message>
        <source>Asked for. An approver sees it in their inbox.</source>
        <translation>요청했습니다. 승인자의 승인함에 표시됩니다.</translation>
    </message>
    <message>
        <source>When it is approved and sealed, collect the packs here.</source>
        <translation>승인되고 봉인되면 여기에서 반출 묶음을 저장하십시오.</translation>
    </message>
</context>
<context>
    <name>RemoveForm</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} 제외</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제외</translation>
    </message>
    <message>
        <source>A new epoch of keys begins that this person never sees. What they signed stays. What they could read until now, they may have read.</source>
        <translation>이 사람이 볼 수 없는 새 키 세대가 시작됩니다. 서명한 기록은 그대로 남습니다. 지금까지 읽을 수 있었던 내용은 이미 읽었을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ReplyForm</name>
    <message>
        <source>Reply to the demand</source>
        <translation>요구에 대한 회신</translation>
    </message>
    <message>
        <source>Write the letter</source>
        <translation>서신 작성</translation>
    </message>
    <message>
        <source>It asks politely for what is missing and lets the firm&apos;s rule say no. It is kept in the vault and saved as a PDF; counsel must confirm it.</source>
        <translation>빠진 사항을 정중히 요청하고, 제공이 어려운 까닭은 회사 규정으로 설명합니다. 서신은 보관함에 보관되고 PDF로 저장됩니다. 법률 전문가의 확인을 받으십시오.</translation>
    </message>
    <message>
        <source>&amp;Answer asked for by</source>
        <translation>회신 요청 기한(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Offer instead (optional)</source>
        <translation>대안 제시(선택)(&amp;O)</translation>
    </message>
    <message>
        <source>a visit on site, a summary, chosen pages…</source>
        <translation>현장 확인, 요약본, 일부 페이지…</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>reply-to-demand.pdf</source>
        <translation>요구-회신.pdf</translation>
    </message>
    <message>
        <source>&amp;Save as</source>
        <translation>저장 위치(&amp;S)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose where to save it.</source>
        <translation>저장할 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Writing the letter…</source>
        <translation>서신을 작성하는 중…</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>Restore a backup</source>
        <translation>백업 복원</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>It becomes a vault of its own, in an empty folder; this vault stays as it is. What was entered after the backup is not in it. Only an owner can restore.</source>
        <translation>빈 폴더에 별도의 보관함으로 복원되며 이 보관함은 그대로입니다. 백업 이후의 기록은 들어 있지 않습니다. 소유자만 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>&amp;Empty folder for the vault</source>
        <translation>보관함을 둘 빈 폴더(&amp;E)</translation>
    </message>
    <message>
        <source>No folder was named.</source>
        <translation>폴더가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>복원 중…</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>strong</source>
        <translation>강함</translation>
    </message>
    <message>
        <source>moderate</source>
        <translation>중간</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>사본</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>수령자</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>거래처</translation>
    </message>
    <message>
        <source>By chance at most</source>
        <translation>우연일 확률 상한</translation>
    </message>
    <message>
        <source>one in {odds} ({grade})</source>
        <translation>{odds}분의 1({grade})</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>State of the copy</source>
        <translation>사본의 상태</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>구성원</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Piece of the leak</source>
        <translation>유출물 조각</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>인식된 문서</translation>
    </message>
    <message>
        <source>Rev.</source>
        <translation>개정</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>판독 방법</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>판독</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>In English…</source>
        <translation>영어로…</translation>
    </message>
    <message>
        <source>In Korean…</source>
        <translation>한국어로…</translation>
    </message>
    <message>
        <source>Export dossier…</source>
        <translation>증거자료집 내보내기…</translation>
    </message>
    <message>
        <source>Trace again</source>
        <translation>다시 추적</translation>
    </message>
    <message>
        <source>How far from chance</source>
        <translation>우연과의 거리</translation>
    </message>
    <message>
        <source>Fresh random codes, which belong to nobody, were scored on the same readings. A copy that had nothing to do with the leak scores among them.</source>
        <translation>누구의 것도 아닌 무작위 코드를 같은 판독값으로 채점했습니다. 유출과 무관한 사본의 점수는 이 범위에 들어갑니다.</translation>
    </message>
    <message>
        <source>What else to know</source>
        <translation>함께 알아 둘 점</translation>
    </message>
    <message>
        <source>The mark shows which copy was leaked. These members of the firm held keys or packs from which the same copy can be made; the report names them too.</source>
        <translation>식별 표시는 어느 사본이 유출되었는지를 나타냅니다. 다음 구성원은 같은 사본을 만들 수 있는 키나 묶음을 갖고 있었으며 보고서에도 기재됩니다.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>증거</translation>
    </message>
    <message>
        <source>On the page</source>
        <translation>페이지에서 보기</translation>
    </message>
    <message>
        <source>Who could have made it</source>
        <translation>만들 수 있었던 사람</translation>
    </message>
    <message>
        <source>What was searched</source>
        <translation>검색 범위</translation>
    </message>
    <message>
        <source>Parts of the finding</source>
        <translation>결과의 구성</translation>
    </message>
    <message>
        <source>Copies that the leak names</source>
        <translation>특정된 사본</translation>
    </message>
    <message>
        <source>Members who could have made the copy</source>
        <translation>사본을 만들 수 있었던 구성원</translation>
    </message>
    <message>
        <source>Pages that were recognised</source>
        <translation>인식된 페이지</translation>
    </message>
    <message>
        <source>Trace it now</source>
        <translation>지금 추적</translation>
    </message>
    <message>
        <source>Show the incident</source>
        <translation>사건 보기</translation>
    </message>
    <message>
        <source>Open an incident…</source>
        <translation>사건 개시…</translation>
    </message>
    <message>
        <source>This leak is preserved and was not traced yet.</source>
        <translation>이 유출물은 보존되어 있으며 아직 추적하지 않았습니다.</translation>
    </message>
    <message>
        <source>found by {name}</source>
        <translation>발견자: {name}</translation>
    </message>
    <message>
        <source>preserved {time} by {name}</source>
        <translation>{time}에 {name} 보존</translation>
    </message>
    <message>
        <source>shown from the ledger</source>
        <translation>원장의 기록으로 표시</translation>
    </message>
    <message>
        <source>Searched: {names}.</source>
        <translation>검색한 기술: {names}.</translation>
    </message>
    <message>
        <source>Not searched, since you hold no key of them: {names}.</source>
        <translation>키가 없어 검색하지 못함: {names}.</translation>
    </message>
    <message>
        <source>{copies} copies were compared, {tried} readings tried.</source>
        <translation>사본 {copies}부를 비교하고 {tried}가지 판독을 시도했습니다.</translation>
    </message>
    <message>
        <source>No page of these documents was recognised in the leak.</source>
        <translation>유출물에서 이 문서들의 페이지가 인식되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Is it right?</source>
        <translation>내용이 맞습니까?</translation>
    </message>
    <message>
        <source>Nothing is sent yet: the request goes to an approver first.</source>
        <translation>아직 아무것도 나가지 않습니다. 요청은 먼저 승인자에게 전달됩니다.</translation>
    </message>
    <message>
        <source>What the recipient will see</source>
        <translation>수령자가 볼 화면</translation>
    </message>
    <message>
        <source>With PREVIEW in place of a name; each real copy is stamped and marked.</source>
        <translation>이름 대신 PREVIEW로 표시됩니다. 실제 사본에는 스탬프와 식별 표시가 들어갑니다.</translation>
    </message>
    <message>
        <source>What the policies say</source>
        <translation>정책 검토 결과</translation>
    </message>
    <message>
        <source>Drawing the preview…</source>
        <translation>미리보기를 만드는 중…</translation>
    </message>
    <message>
        <source>This file carries no marks; it goes out as it is.</source>
        <translation>이 파일에는 식별 표시가 들어가지 않으며 그대로 나갑니다.</translation>
    </message>
    <message>
        <source>Nothing stands against this release.</source>
        <translation>이 반출에 문제되는 사항이 없습니다.</translation>
    </message>
    <message>
        <source>What goes out</source>
        <translation>나가는 자료</translation>
    </message>
    <message>
        <source>What this partner will hold</source>
        <translation>이 거래처가 보유하게 될 자료</translation>
    </message>
</context>
<context>
    <name>ReviseForm</name>
    <message>
        <source>New revision of {title}</source>
        <translation>{title}의 새 개정</translation>
    </message>
    <message>
        <source>Add the revision</source>
        <translation>개정 추가</translation>
    </message>
    <message>
        <source>Earlier revisions stay. New releases take the newest, unless told.</source>
        <translation>이전 개정은 그대로 남습니다. 새 반출은 따로 지정하지 않으면 최신 개정을 사용합니다.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Password that opens it, if it has one</source>
        <translation>열기 암호(있는 경우)(&amp;P)</translation>
    </message>
    <message>
        <source>No file was named.</source>
        <translation>파일이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>추가하는 중…</translation>
    </message>
</context>
<context>
    <name>RolesForm</name>
    <message>
        <source>Roles of {name}</source>
        <translation>{name}의 역할</translation>
    </message>
    <message>
        <source>Change them</source>
        <translation>변경</translation>
    </message>
</context>
<context>
    <name>ScheduleForm</name>
    <message>
        <source>Backups on a schedule</source>
        <translation>예약 백업</translation>
    </message>
    <message>
        <source>Schedule them</source>
        <translation>예약</translation>
    </message>
    <message>
        <source>Every so many &amp;days</source>
        <translation>주기(일)(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Folder, best on another disk</source>
        <translation>폴더(다른 디스크 권장)(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keep the newest</source>
        <translation>보관할 최신 개수(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Made by an owner, or by</source>
        <translation>소유자 외에 백업할 사람(&amp;M)</translation>
    </message>
    <message>
        <source>nobody else</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>No folder was named.</source>
        <translation>폴더가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>선택하십시오.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>This machine and you</source>
        <translation>이 컴퓨터와 나</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>감시 폴더</translation>
    </message>
    <message>
        <source>People</source>
        <translation>구성원</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>정책</translation>
    </message>
    <message>
        <source>Timestamps and hashes</source>
        <translation>타임스탬프와 해시</translation>
    </message>
    <message>
        <source>Backup and recovery</source>
        <translation>백업과 복구</translation>
    </message>
</context>
<context>
    <name>StaffForm</name>
    <message>
        <source>Staff who may hold the data</source>
        <translation>자료를 보유할 임직원</translation>
    </message>
    <message>
        <source>Change the list</source>
        <translation>명단 변경</translation>
    </message>
    <message>
        <source>One name a line. The earlier list stays in the ledger; add the partner&apos;s proof.</source>
        <translation>한 줄에 한 명씩 적으십시오. 이전 명단은 원장에 남습니다. 거래처의 증빙을 첨부하십시오.</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>증빙</translation>
    </message>
</context>
<context>
    <name>Stamps</name>
    <message>
        <source>Timestamps and hashes</source>
        <translation>타임스탬프와 해시</translation>
    </message>
    <message>
        <source>An authority outside the firm can confirm that the ledger was as it is on a day. It is sent one hash, and learns nothing else.</source>
        <translation>외부 기관이 특정일의 원장 상태를 확인해 줄 수 있습니다. 해시 하나만 보내며 다른 내용은 알려지지 않습니다.</translation>
    </message>
    <message>
        <source>By file</source>
        <translation>파일로</translation>
    </message>
    <message>
        <source>Save a request, send it to any authority (RFC 3161), and take its answer in; the answer can be dropped here.</source>
        <translation>요청 파일을 저장해 기관(RFC 3161)에 보내고 응답을 가져오십시오. 응답 파일을 여기에 끌어다 놓을 수 있습니다.</translation>
    </message>
    <message>
        <source>Save a request (.tsq)…</source>
        <translation>요청 저장(.tsq)…</translation>
    </message>
    <message>
        <source>Take in an answer (.tsr)…</source>
        <translation>응답 가져오기(.tsr)…</translation>
    </message>
    <message>
        <source>An authority on the network</source>
        <translation>온라인 기관</translation>
    </message>
    <message>
        <source>Ask it now</source>
        <translation>지금 요청</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Hashes for registration</source>
        <translation>등록용 해시</translation>
    </message>
    <message>
        <source>A table of all documents with their SHA-256, for deposit or registration. It holds titles and hashes, and no document.</source>
        <translation>임치나 등록에 쓰는 모든 문서의 SHA-256 표입니다. 제목과 해시만 있고 문서는 없습니다.</translation>
    </message>
    <message>
        <source>Save the hash list…</source>
        <translation>해시 목록 저장…</translation>
    </message>
    <message>
        <source>{at}: {authority} confirms the first {n} entries</source>
        <translation>{at}: {authority}에서 처음 {n}건의 기록을 확인</translation>
    </message>
    <message>
        <source>None was taken in yet.</source>
        <translation>아직 없습니다.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>Switch on…</source>
        <translation>사용…</translation>
    </message>
    <message>
        <source>After each sealing a hash goes to {address}, and nothing else.</source>
        <translation>봉인할 때마다 해시 하나만 {address}(으)로 보냅니다.</translation>
    </message>
    <message>
        <source>Waiting for a timestamp: {names}.</source>
        <translation>타임스탬프 대기 중: {names}.</translation>
    </message>
    <message>
        <source>None is asked; nothing is sent anywhere.</source>
        <translation>사용하지 않습니다. 아무것도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>The request is saved. Send it to an authority, then take its answer in.</source>
        <translation>요청 파일을 저장했습니다. 기관에 보낸 뒤 응답을 가져오십시오.</translation>
    </message>
    <message>
        <source>{authority} confirms the first {n} entries of the ledger.</source>
        <translation>{authority}에서 원장의 처음 {n}건을 확인했습니다.</translation>
    </message>
    <message>
        <source>The authority has confirmed the ledger.</source>
        <translation>기관이 원장을 확인했습니다.</translation>
    </message>
    <message>
        <source>What was sealed keeps waiting; ask again later.</source>
        <translation>봉인된 반출은 계속 대기합니다. 나중에 다시 요청하십시오.</translation>
    </message>
    <message>
        <source>The authority did not answer.</source>
        <translation>기관이 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>Asking the authority…</source>
        <translation>기관에 요청 중…</translation>
    </message>
    <message>
        <source>The hash list is saved.</source>
        <translation>해시 목록을 저장했습니다.</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>처리 중…</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>발견된 자료</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Preserved</source>
        <translation>보존일</translation>
    </message>
    <message>
        <source>Leak</source>
        <translation>유출물</translation>
    </message>
    <message>
        <source>A PDF, a photo of a page or of a screen, a scan, a screenshot. You need not know which document it shows. It is preserved as it was found, with its hash.</source>
        <translation>PDF, 종이나 화면을 찍은 사진, 스캔, 화면 캡처 모두 가능합니다. 어떤 문서인지 몰라도 됩니다. 발견된 그대로 해시값과 함께 보존합니다.</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>그림 붙여 넣기</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>발견 경위</translation>
    </message>
    <message>
        <source>&amp;Where</source>
        <translation>장소(&amp;W)</translation>
    </message>
    <message>
        <source>Who came upon it</source>
        <translation>발견한 사람</translation>
    </message>
    <message>
        <source>Firm, website, message, trade fair…</source>
        <translation>회사, 웹사이트, 메시지, 전시회…</translation>
    </message>
    <message>
        <source>Day, as exactly as it is known</source>
        <translation>아는 만큼 정확한 날짜</translation>
    </message>
    <message>
        <source>Only if the leaked file needs one</source>
        <translation>유출 파일에 필요한 경우에만</translation>
    </message>
    <message>
        <source>&amp;Choose files…</source>
        <translation>파일 선택(&amp;C)…</translation>
    </message>
    <message>
        <source>Fo&amp;und by</source>
        <translation>발견한 사람(&amp;U)</translation>
    </message>
    <message>
        <source>Wh&amp;en</source>
        <translation>발견한 때(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>비밀번호(&amp;P)</translation>
    </message>
    <message>
        <source>Preserve and &amp;trace</source>
        <translation>보존하고 추적(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Only preserve</source>
        <translation>보존만(&amp;O)</translation>
    </message>
    <message>
        <source>Leaks of before</source>
        <translation>이전 유출물</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>No leak was lodged yet. That is good news.</source>
        <translation>접수된 유출물이 없습니다. 다행입니다.</translation>
    </message>
    <message>
        <source>Taken off the list: {n}.</source>
        <translation>목록에서 뺀 항목: {n}건.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Pasted picture {time}</source>
        <translation>붙여 넣은 그림 {time}</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>클립보드에 그림이 없습니다.</translation>
    </message>
    <message>
        <source>Take a screenshot or copy a picture, then paste again.</source>
        <translation>화면을 캡처하거나 그림을 복사한 뒤 다시 붙여 넣으십시오.</translation>
    </message>
    <message>
        <source>Leaked files</source>
        <translation>유출 파일</translation>
    </message>
    <message>
        <source>Nothing is listed yet.</source>
        <translation>아직 목록이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Drop, paste or choose a file first.</source>
        <translation>먼저 파일을 놓거나 붙여 넣거나 선택하십시오.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> 외 {count}개</translation>
    </message>
    <message>
        <source>Drop a leaked file, photo or screenshot here</source>
        <translation>유출된 파일, 사진, 화면 캡처를 여기에 놓으십시오</translation>
    </message>
    <message>
        <source>You can preserve a leak; tracing it is for {names}.</source>
        <translation>유출물을 보존할 수 있습니다. 추적은 {names}이(가) 할 수 있습니다.</translation>
    </message>
    <message>
        <source>There are no documents yet that a leak could be compared with.</source>
        <translation>유출물과 비교할 문서가 아직 없습니다.</translation>
    </message>
</context>
<context>
    <name>StateForm</name>
    <message>
        <source>What is known of {id}</source>
        <translation>{id} 확인 사실</translation>
    </message>
    <message>
        <source>State it</source>
        <translation>기재</translation>
    </message>
    <message>
        <source>What was stated before stays in the ledger; what is left empty stays.</source>
        <translation>이전 기재는 원장에 남습니다. 비워 둔 항목은 바뀌지 않습니다.</translation>
    </message>
</context>
<context>
    <name>StrikeForm</name>
    <message>
        <source>Strike {0}</source>
        <translation>{0} 말소</translation>
    </message>
    <message>
        <source>Strike it</source>
        <translation>말소</translation>
    </message>
    <message>
        <source>It counts no more. It stays in the ledger, with the reason.</source>
        <translation>더 이상 계산하지 않습니다. 사유와 함께 원장에 남습니다.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>Nothing here matches.</source>
        <translation>일치하는 항목이 없습니다.</translation>
    </message>
</context>
<context>
    <name>TakeBack</name>
    <message>
        <source>Take back the approval of {0}</source>
        <translation>{0} 승인 취소</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The approval was signed and stays in the ledger; that it was taken back is entered after it. The release is rejected, and must be asked for again.</source>
        <translation>서명된 승인은 원장에 남고, 취소는 그 뒤에 기록됩니다. 반출은 반려되며 다시 요청해야 합니다.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>What goes on</source>
        <translation>진행 중인 작업</translation>
    </message>
    <message>
        <source>Cancel: {what}</source>
        <translation>취소: {what}</translation>
    </message>
    <message>
        <source>Done: {what}</source>
        <translation>완료: {what}</translation>
    </message>
</context>
<context>
    <name>TechnologiesForm</name>
    <message>
        <source>Technologies of {name}</source>
        <translation>{name}의 기술</translation>
    </message>
    <message>
        <source>Change them</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>There is no technology yet; adding documents makes one.</source>
        <translation>아직 기술이 없습니다. 문서를 추가하면 만들어집니다.</translation>
    </message>
</context>
<context>
    <name>Thumbs</name>
    <message>
        <source>traceable</source>
        <translation>추적 가능</translation>
    </message>
    <message>
        <source>not on paper</source>
        <translation>종이는 불가</translation>
    </message>
    <message>
        <source>no marks</source>
        <translation>표시 없음</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>Trace</source>
        <translation>추적</translation>
    </message>
    <message>
        <source>All leaks</source>
        <translation>모든 유출물</translation>
    </message>
    <message>
        <source>{leak} is preserved with its hash.</source>
        <translation>{leak}을(를) 해시값과 함께 보존했습니다.</translation>
    </message>
    <message>
        <source>{names} can trace it.</source>
        <translation>{names}이(가) 추적할 수 있습니다.</translation>
    </message>
    <message>
        <source>Preserving…</source>
        <translation>보존하는 중…</translation>
    </message>
    <message>
        <source>Looking for the page…</source>
        <translation>페이지를 찾는 중…</translation>
    </message>
    <message>
        <source>Stopping after this page; the leak is preserved…</source>
        <translation>이 페이지까지 처리한 뒤 멈춥니다. 유출물은 보존되어 있습니다…</translation>
    </message>
    <message>
        <source>Tracing was stopped.</source>
        <translation>추적을 중단했습니다.</translation>
    </message>
    <message>
        <source>The leak is preserved; trace it again at any time.</source>
        <translation>유출물은 보존되어 있습니다. 언제든지 다시 추적할 수 있습니다.</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>원장을 읽는 중…</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>보고서를 작성하는 중…</translation>
    </message>
    <message>
        <source>The report is saved.</source>
        <translation>보고서를 저장했습니다.</translation>
    </message>
    <message>
        <source>A dossier opens the entries, and the key of each copy that is named, to whoever reads it. From then on others could make these marks. Take it to counsel or a court, not to the partner.</source>
        <translation>증거자료집을 받은 사람은 해당 기록과 특정된 사본의 키를 볼 수 있습니다. 그때부터 다른 사람도 이 식별 표시를 만들 수 있으므로, 거래처가 아니라 법률 전문가나 법원에 제출하십시오.</translation>
    </message>
    <message>
        <source>Export the dossier of {leak}?</source>
        <translation>{leak}의 증거자료집을 내보내시겠습니까?</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>폴더 선택…</translation>
    </message>
    <message>
        <source>Where the dossier&apos;s folder goes</source>
        <translation>증거자료집 폴더의 위치</translation>
    </message>
    <message>
        <source>The dossier is exported, with a verifier in it.</source>
        <translation>검증 프로그램이 포함된 증거자료집을 내보냈습니다.</translation>
    </message>
    <message>
        <source>Making the dossier…</source>
        <translation>증거자료집을 만드는 중…</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Names a copy</source>
        <translation>사본이 특정됨</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>판단 불가</translation>
    </message>
    <message>
        <source>No evidence</source>
        <translation>증거 없음</translation>
    </message>
    <message>
        <source>Not traced yet</source>
        <translation>아직 추적 안 함</translation>
    </message>
</context>
<context>
    <name>VoidCopy</name>
    <message>
        <source>Declare copy {0} void</source>
        <translation>사본 {0} 무효 선언</translation>
    </message>
    <message>
        <source>Declare it void</source>
        <translation>무효 선언</translation>
    </message>
    <message>
        <source>A leak of it is still traced to it. This cannot be taken back.</source>
        <translation>유출되면 여전히 이 사본으로 추적됩니다. 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>사유(&amp;R)</translation>
    </message>
    <message>
        <source>The reason is missing.</source>
        <translation>사유를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>One sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>What</name>
    <message>
        <source>What goes out?</source>
        <translation>무엇을 내보냅니까?</translation>
    </message>
    <message>
        <source>Tick documents; then leave out the pages that the purpose does not need.</source>
        <translation>문서를 선택한 뒤 목적에 필요하지 않은 페이지를 빼십시오.</translation>
    </message>
    <message>
        <source>Search title, technology…</source>
        <translation>제목, 기술 검색…</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>문서 검색</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>P&amp;ages</source>
        <translation>쪽(&amp;A)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>모든 페이지</translation>
    </message>
    <message>
        <source>Pages to pick</source>
        <translation>선택할 페이지</translation>
    </message>
    <message>
        <source>There is no document yet that you could release.</source>
        <translation>반출할 수 있는 문서가 아직 없습니다.</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>문서 추가…</translation>
    </message>
    <message>
        <source>No document is ticked.</source>
        <translation>선택한 문서가 없습니다.</translation>
    </message>
    <message>
        <source>Tick what the purpose needs.</source>
        <translation>목적에 필요한 문서를 선택하십시오.</translation>
    </message>
    <message>
        <source>Write them as 1,3-5.</source>
        <translation>1,3-5와 같이 입력하십시오.</translation>
    </message>
    <message>
        <source>“{0}” are no pages of it.</source>
        <translation>“{0}”은(는) 이 문서의 페이지가 아닙니다.</translation>
    </message>
    <message>
        <source>This file goes out as a whole; pages of it cannot be picked.</source>
        <translation>이 파일은 전체가 나가며 페이지를 고를 수 없습니다.</translation>
    </message>
    <message>
        <source>{0} of {1} pages go out</source>
        <translation>{1}쪽 중 {0}쪽이 나갑니다</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>선택 안 함</translation>
    </message>
</context>
<context>
    <name>Who</name>
    <message>
        <source>Who gets it?</source>
        <translation>누가 받습니까?</translation>
    </message>
    <message>
        <source>Each person gets a copy of their own, so that a leak names whose copy it was.</source>
        <translation>유출 시 누구의 사본인지 알 수 있도록 사람마다 별도의 사본을 받습니다.</translation>
    </message>
    <message>
        <source>&amp;Partner</source>
        <translation>거래처(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;eople there</source>
        <translation>담당자(&amp;E)</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>거래처</translation>
    </message>
    <message>
        <source>People there</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Add people…</source>
        <translation>담당자 추가…</translation>
    </message>
    <message>
        <source>There is no partner yet that could get something.</source>
        <translation>자료를 받을 거래처가 아직 없습니다.</translation>
    </message>
    <message>
        <source>Add partner…</source>
        <translation>거래처 추가…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Nobody is chosen who gets it.</source>
        <translation>받을 사람을 선택하지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose a partner and people.</source>
        <translation>거래처와 담당자를 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Why does it go out?</source>
        <translation>왜 내보냅니까?</translation>
    </message>
    <message>
        <source>The purpose is printed on every copy; use for anything else is a breach.</source>
        <translation>목적은 모든 사본에 인쇄됩니다. 다른 용도로 사용하면 위반입니다.</translation>
    </message>
    <message>
        <source>De&amp;mand that it answers</source>
        <translation>관련 요구(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Purpose, in one sentence</source>
        <translation>목적(한 문장)(&amp;P)</translation>
    </message>
    <message>
        <source>Demand that it answers</source>
        <translation>관련 요구</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>목적</translation>
    </message>
    <message>
        <source>quotation for the second oven line</source>
        <translation>2호 소성로 견적</translation>
    </message>
    <message>
        <source>Why each document is needed</source>
        <translation>문서별 필요 사유</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Why {0} is needed</source>
        <translation>{0}이(가) 필요한 사유</translation>
    </message>
    <message>
        <source>The purpose is missing.</source>
        <translation>목적을 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>Say it in one sentence.</source>
        <translation>한 문장으로 적으십시오.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>whole file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>all pages ({0})</source>
        <translation>전체({0}쪽)</translation>
    </message>
    <message>
        <source>pages {0} ({1} in all)</source>
        <translation>{0}쪽(모두 {1}쪽)</translation>
    </message>
    <message>
        <source>carries no marks: a leak of it cannot be traced</source>
        <translation>식별 표시 없음: 유출되어도 추적할 수 없음</translation>
    </message>
    <message>
        <source>pages without marks: {0}</source>
        <translation>식별 표시 없는 페이지: {0}</translation>
    </message>
    <message>
        <source>traceable, but some pages not from paper</source>
        <translation>추적 가능하나 일부 페이지는 종이로는 불가</translation>
    </message>
    <message>
        <source>every page is traceable</source>
        <translation>모든 페이지 추적 가능</translation>
    </message>
    <message>
        <source>rev. {0}</source>
        <translation>개정 {0}</translation>
    </message>
    <message>
        <source>stands no longer</source>
        <translation>더 이상 해당 없음</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>예외로 함</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>받아들임</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>불가</translation>
    </message>
    <message>
        <source>blocks</source>
        <translation>차단</translation>
    </message>
    <message>
        <source>must be accepted</source>
        <translation>승인자 확인 필요</translation>
    </message>
    <message>
        <source>note</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>{0}: {1} % today, {2} % after this release ({3} of {4} pages)</source>
        <translation>{0}: 현재 {1}%, 이번 반출 후 {2}%({4}쪽 중 {3}쪽)</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Sealed. Copies made, each marked for its recipient: {0}.</source>
        <translation>봉인했습니다. 수령자별로 표시된 사본: {0}부.</translation>
    </message>
    <message>
        <source>Next: collect the packs and hand them over.</source>
        <translation>다음: 반출 묶음을 저장하여 전달하십시오.</translation>
    </message>
    <message>
        <source>Making the copies…</source>
        <translation>사본을 만드는 중…</translation>
    </message>
    <message>
        <source>Packs written: {0}.</source>
        <translation>반출 묶음 {0}개를 저장했습니다.</translation>
    </message>
    <message>
        <source>Writing the packs…</source>
        <translation>반출 묶음을 저장하는 중…</translation>
    </message>
    <message>
        <source>The request is withdrawn.</source>
        <translation>요청을 철회했습니다.</translation>
    </message>
    <message>
        <source>Withdrawing…</source>
        <translation>철회하는 중…</translation>
    </message>
</context>
<context>
    <name>_BackupForm</name>
    <message>
        <source>&amp;Backup</source>
        <translation>백업(&amp;B)</translation>
    </message>
    <message>
        <source>Your &amp;passphrase</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>No backup was named.</source>
        <translation>백업을 지정하지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose it.</source>
        <translation>선택하십시오.</translation>
    </message>
    <message>
        <source>The passphrase is missing.</source>
        <translation>암호를 입력하지 않았습니다.</translation>
    </message>
    <message>
        <source>Type it.</source>
        <translation>입력하십시오.</translation>
    </message>
</context>
<context>
    <name>_Enter</name>
    <message>
        <source>&amp;Vault folder</source>
        <translation>보관함 폴더(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>내 이름(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>암호(&amp;P)</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>New vault…</source>
        <translation>새 보관함…</translation>
    </message>
    <message>
        <source>Caps lock seems to be on.</source>
        <translation>Caps Lock이 켜져 있는 것 같습니다.</translation>
    </message>
    <message>
        <source>Vault folder</source>
        <translation>보관함 폴더</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>내 이름</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>잠금을 해제하는 중…</translation>
    </message>
</context>
<context>
    <name>_Form</name>
    <message>
        <source>&amp;Technology</source>
        <translation>기술(&amp;T)</translation>
    </message>
    <message>
        <source>There is no technology yet.</source>
        <translation>아직 기술이 없습니다.</translation>
    </message>
    <message>
        <source>Adding documents makes one.</source>
        <translation>문서를 추가하면 만들어집니다.</translation>
    </message>
</context>
<context>
    <name>_Removing</name>
    <message>
        <source>No further copies for {name}</source>
        <translation>{name} 수령 중지</translation>
    </message>
    <message>
        <source>No further copies</source>
        <translation>수령 중지</translation>
    </message>
    <message>
        <source>From now on no release can name this person. What they hold stays on record, with its end of use and its day of return.</source>
        <translation>앞으로 이 사람을 수령자로 지정할 수 없습니다. 이미 보유한 자료는 사용 기한, 반환일과 함께 기록에 남습니다.</translation>
    </message>
</context>
<context>
    <name>_Stated</name>
    <message>
        <source>&amp;Whose copy it was, or may have been</source>
        <translation>사본의 수령 거래처(추정 포함)(&amp;W)</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>아직 모름</translation>
    </message>
    <message>
        <source>Who has it &amp;now</source>
        <translation>현재 보유자(&amp;N)</translation>
    </message>
    <message>
        <source>We &amp;learned of it on</source>
        <translation>인지한 날(&amp;L)</translation>
    </message>
    <message>
        <source>The act &amp;began on</source>
        <translation>행위가 시작된 날(&amp;B)</translation>
    </message>
    <message>
        <source>Dealings with the partner &amp;ended on</source>
        <translation>거래 종료일(&amp;E)</translation>
    </message>
</context>
<context>
    <name>_Telling</name>
    <message>
        <source>yes: we are their subcontractor</source>
        <translation>예: 당사가 수급사업자입니다</translation>
    </message>
    <message>
        <source>no: the Subcontracting Act does not apply</source>
        <translation>아니요: 하도급법이 적용되지 않습니다</translation>
    </message>
    <message>
        <source>&amp;Are we this partner&apos;s subcontractor (수급사업자)?</source>
        <translation>당사가 이 거래처의 수급사업자입니까?(&amp;A)</translation>
    </message>
</context>
<context>
    <name>form</name>
    <message>
        <source>It stands in every letter from now on.</source>
        <translation>이제부터 모든 서신에 표시됩니다.</translation>
    </message>
</context>
</TS>
