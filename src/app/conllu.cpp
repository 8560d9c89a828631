#include "app/conllu.h"

#include <vector>

#include "base/text.h"

namespace newshound::app {

namespace {

/// One column: never empty, never with white space that would break the line.
std::string cell(std::string_view s) {
    std::string out;
    for (const char c : s) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return out.empty() ? "_" : out;
}

bool is_blank(std::string_view s) { return text::trim(s).empty(); }

std::string misc(const Annotated& document, TokenIndex i, bool glued) {
    const Token& token = document.tokens[i];
    std::string out;
    if (glued) out += "SpaceAfter=No|";
    if (!token.ent.empty()) out += "NER=" + std::string(1, token.iob) + "-" + token.ent.str() + "|";
    return out + "TokenRange=" + std::to_string(token.begin) + ":" + std::to_string(token.end);
}

void write_sentence(std::string& out, const Annotated& document, const Sentence& sentence) {
    std::vector<int> number(sentence.last - sentence.first, 0);  // 0 = left out
    int count = 0;
    for (TokenIndex i = sentence.first; i < sentence.last; ++i)
        if (!is_blank(document.text_of(i))) number[i - sentence.first] = ++count;
    for (TokenIndex i = sentence.first; i < sentence.last; ++i) {
        const Token& token = document.tokens[i];
        if (number[i - sentence.first] == 0) continue;
        TokenIndex head = token.head;
        std::size_t hops = 0;  // over heads that are white space, which happens in broken text
        while (head >= sentence.first && head < sentence.last && number[head - sentence.first] == 0 &&
               document.tokens[head].head != head && hops++ < number.size())
            head = document.tokens[head].head;
        const bool inside = head >= sentence.first && head < sentence.last;
        const bool root = token.head == i || !inside || number[head - sentence.first] == 0 || head == i;
        const bool glued = i + 1 < document.tokens.size() && document.tokens[i + 1].begin == token.end &&
                           !is_blank(document.text_of(i + 1));
        out += std::to_string(number[i - sentence.first]) + "\t" + cell(document.text_of(i)) + "\t" + cell(token.lemma) +
               "\t" + cell(token.pos.view()) + "\t" + cell(token.tag.view()) + "\t" + cell(token.morph.view()) + "\t" +
               std::to_string(root ? 0 : number[head - sentence.first]) + "\t" + (root ? "root" : cell(token.dep.view())) +
               "\t_\t" + misc(document, i, glued) + "\n";
    }
}

}  // namespace

std::string conllu(const Annotated& document) {
    std::string out;
    int number = 0;
    const text::Offsets offsets(document.text());
    for (const Sentence& sentence : document.sentences) {
        const std::size_t begin = offsets.byte(sentence.begin), end = offsets.byte(sentence.end);
        const std::string text = text::fold_space(std::string_view(document.text()).substr(begin, end - begin));
        if (text.empty()) continue;
        if (number == 0) out += "# newdoc id = " + cell(document.article.id) + "\n";
        out += "# sent_id = " + cell(document.article.id) + "-" + std::to_string(++number) + "\n# text = " + text + "\n";
        write_sentence(out, document, sentence);
        out += "\n";
    }
    return out;
}

}  // namespace newshound::app
