import Prose
import Testing
import TestSupport
import Views

@Suite struct ProseTests {
  @Test(
    arguments: rows([
      ("领导要求:立即核查。", "<p>领导要求:立即核查。</p>\n"),
      ("**重点。** 一是", "<p><strong>重点。</strong> 一是</p>\n"),
      // A page has two levels of headings of its own.
      ("# 一\n\n## 二\n\n#### 四", "<h3>一</h3>\n<h3>二</h3>\n<h4>四</h4>\n"),
      // A line broken between two Chinese characters goes on without a blank; Latin ones keep it.
      ("事事有着落，\n件件有回音", "<p>事事有着落，件件有回音</p>\n"),
      ("one\ntwo", "<p>one\ntwo</p>\n"),
      (
        "- [x] 已办\n- [ ] 未办",
        "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> 已办</li>\n<li><input type=\"checkbox\" disabled=\"\" /> 未办</li>\n</ul>\n"
      ),
      ("~~作废~~", "<p><del>作废</del></p>\n"),
    ]))
  func markdownBecomesMarkup(text: String, markup: String) throws {
    #expect(try Prose().html(of: text)?.source == markup)
  }

  @Test func aTableScrollsInAFrameOfItsOwn() throws {
    let markup = try #require(try Prose().html(of: "|市|家数|\n|:--|--:|\n|甲|3|")).source
    #expect(
      markup.hasPrefix("<div class=\"scroll\" role=\"region\" aria-label=\"表格\" tabindex=\"0\">"))
    #expect(markup.contains("<td align=\"right\">3</td>") && markup.hasSuffix("</div>\n"))
  }

  /// Whatever somebody types into a case, the page of it has no element, address or handler of his.
  @Test(
    arguments: rows([
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("一 <img src=x onerror=alert(1)> 二", "&lt;img src=x onerror=alert(1)&gt;"),
      (
        "<div onclick=\"x\">\n内容\n</div>",
        "&lt;div onclick=&quot;x&quot;&gt;<br />\n内容<br />\n&lt;/div&gt;"
      ),
      ("<!-- 藏起来的 -->", "&lt;!-- 藏起来的 --&gt;"),
      ("[看](javascript:alert(1))", "看(javascript:alert(1))"),
      ("[网站](https://example.org/a?b=1&c)", "网站(https://example.org/a?b=1&amp;c)"),
      ("<https://example.org/>", "https://example.org/"),
      ("![图](http://example.org/p.png \"题\")", "图(http://example.org/p.png)"),
      ("![](http://example.org/p.png)", "http://example.org/p.png"),
      ("[甲]\n\n[甲]: data:text/html;base64,PHM+", "甲(data:text/html;base64,PHM+)"),
      ("</div></main><form action=x>", "&lt;/div&gt;&lt;/main&gt;&lt;form action=x&gt;"),
      ("&lt;b&gt; &#60;b&#62;", "&lt;b&gt; &lt;b&gt;"),
      ("改\u{202E}倒", "改&lt;U+202E&gt;倒"),
      ("终端\u{1B}[31m", "终端␛[31m"),
    ]))
  func whatIsTypedActsNowhere(text: String, shown: String) throws {
    let markup = try #require(try Prose().html(of: text)).source
    #expect(markup.contains(shown), "\(markup)")
    for danger in [
      "<script", "<img", "<a ", "<div", "<form", "<!--", "href", "src=\"", "onerror=\"",
    ] {
      #expect(!markup.contains(danger), "\(danger) in \(markup)")
    }
  }

  @Test func blanksAreNoProse() throws {
    let prose = try Prose()
    #expect(prose.html(of: "") == nil && prose.html(of: " \n\t\r\n") == nil)
  }
}
