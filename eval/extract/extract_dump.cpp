// Extracts pages for measuring: extract_dump [--explain] [--url-file GOLD.jsonl] FILE...  Prints one article a line, as the
// contract has them. A .txt file is a flattened page. The id is the file's name without extension; GOLD.jsonl tells the
// pages' URLs by id ({"id", "url"}).
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <unordered_map>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "extract/extract.h"
#include "model/json.h"

int main(int argc, char** argv) {
    using namespace newshound;
    extract::Options options;
    std::unordered_map<std::string, std::string> urls;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--explain") {
            options.explain = true;
            continue;
        }
        if (argument == "--url-file" && i + 1 < argc) {
            const auto bytes = file::read(argv[++i]);
            if (!bytes) {
                std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
                return 1;
            }
            for (std::string_view line : text::split(*bytes, '\n'))
                if (const auto document = json::parse(line); document)
                    urls[std::string(json::string_at(*document, "id"))] = json::string_at(*document, "url");
            continue;
        }
        const std::filesystem::path path(argument);
        Page page;
        page.id = path.stem().string();
        page.kind = path.extension() == ".txt" ? Page::Kind::flat_text : Page::Kind::html;
        page.url = urls[page.id];
        json::Writer out;
        auto bytes = file::read(argument);
        if (bytes) {
            page.bytes = std::move(*bytes);
            const Result<Article> article = extract::extract(page, options);
            if (article)
                write(out, *article, options.explain);
            else
                write_error(out, "id", page.id, article.error());
        } else {
            write_error(out, "id", page.id, bytes.error());
        }
        std::cout << out.view() << '\n';
    }
    return 0;
}
