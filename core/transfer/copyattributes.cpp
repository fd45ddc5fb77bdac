// Tags and annotations of an object that was copied in parts: the part of Copy that does it.

#include "core/http/percentencoding.h"
#include "core/transfer/copy.h"
#include "core/transfer/transferarguments.h"

#include <algorithm>

namespace inia {

namespace {

std::string formDecode(std::string text)
{
    std::replace(text.begin(), text.end(), '+', ' ');
    return percentDecode(text);
}

/// The tags of a query, such as "team=web&cost=".
Value tagsOf(std::string_view query)
{
    Value tags = Value::emptyList();
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        const auto middle = pair.find('=');
        if (!pair.empty())
            tags.append(Value::map({{"Key", formDecode(std::string(pair.substr(0, middle)))},
                                    {"Value", middle == std::string_view::npos
                                                  ? std::string()
                                                  : formDecode(std::string(pair.substr(middle + 1)))}}));
    }
    return tags;
}

} // namespace

/// Who may see the source may see what belongs to it.
Value Copy::sourceParams(std::string_view operationName) const
{
    Value params = objectParams(client().model().operation(operationName), m_copySource["Bucket"].text(),
                                m_copySource["Key"].text(), target().arguments);
    if (const Value& version = m_copySource["VersionId"]; !version.isNull())
        params.insert("VersionId", version);
    return params;
}

/// The version that was made, so that a later one is left alone.
void Copy::addVersion(Value& params) const
{
    if (const Value& version = m_answer["VersionId"]; !version.isNull())
        params.insert("VersionId", version);
}

Error Copy::incomplete(const Error& error) const
{
    return error.wrapped(error.kind, target().bucket + "/" + target().key +
                                         " was copied, but not all that belongs to it");
}

void Copy::completed(const Value& answer)
{
    if (!plan()) { // the one call has copied everything
        setProgress(total(), total());
        finish(answer);
        return;
    }
    m_answer = answer;
    copyTags();
}

void Copy::copyTags()
{
    const auto& directive = target().arguments["TaggingDirective"].text();
    if (directive == "REPLACE") {
        putTags(tagsOf(target().arguments["Tagging"].text()));
        return;
    }
    if (directive != "COPY") {
        copyAnnotations();
        return;
    }
    ask(m_sourceClient, {"GetObjectTagging", sourceParams("GetObjectTagging"), {}},
        [this](const Result<Value>& answer) {
            if (answer)
                putTags((*answer)["TagSet"]);
            else
                fail(incomplete(answer.error()));
        });
}

void Copy::putTags(Value tags)
{
    if (tags.size() == 0) {
        copyAnnotations();
        return;
    }
    Value params = paramsFor("PutObjectTagging", target().arguments);
    params.insert("Tagging", Value::map({{"TagSet", std::move(tags)}}));
    addVersion(params);
    ask(client(), {"PutObjectTagging", std::move(params), {}}, [this](const Result<Value>& answer) {
        if (answer)
            copyAnnotations();
        else
            fail(incomplete(answer.error()));
    });
}

void Copy::copyAnnotations()
{
    if (target().arguments["AnnotationDirective"].text() != "COPY") {
        finish(m_answer);
        return;
    }
    ask(m_sourceClient, {"ListObjectAnnotations", sourceParams("ListObjectAnnotations"), {}},
        [this](const Result<Value>& answer) {
            if (!answer) {
                fail(incomplete(answer.error()));
                return;
            }
            for (const auto& annotation : (*answer)["Annotations"].items())
                m_annotations.push_back(annotation["AnnotationName"].text());
            std::reverse(m_annotations.begin(), m_annotations.end());
            copyNextAnnotation();
        });
}

void Copy::copyNextAnnotation()
{
    if (m_annotations.empty()) {
        annotationsCopied();
        return;
    }
    const std::string name = m_annotations.back();
    m_annotations.pop_back();
    Value params = sourceParams("GetObjectAnnotation");
    params.insert("AnnotationName", name);
    ask(m_sourceClient, {"GetObjectAnnotation", std::move(params), {}},
        [this, name](const Result<Value>& answer) {
            if (answer)
                putAnnotation(name, (*answer)["AnnotationPayload"]);
            else
                fail(incomplete(answer.error()));
        });
}

/// One that cannot be written does not keep the others from it.
void Copy::putAnnotation(const std::string& name, const Value& payload)
{
    Value params = paramsFor("PutObjectAnnotation", target().arguments);
    params.insert("AnnotationName", name);
    params.insert("AnnotationPayload", payload);
    addVersion(params);
    if (const Value& etag = m_answer["ETag"]; !etag.isNull())
        params.insert("ObjectIfMatch", etag);
    ask(client(), {"PutObjectAnnotation", std::move(params), {}}, [this, name](const Result<Value>& answer) {
        if (!answer) {
            m_failed.push_back(name);
            m_annotationError = answer.error();
        }
        copyNextAnnotation();
    });
}

void Copy::annotationsCopied()
{
    if (m_failed.empty()) {
        finish(m_answer);
        return;
    }
    std::string names;
    for (const auto& name : m_failed)
        names.append(names.empty() ? "" : ", ").append(name);
    fail(m_annotationError->wrapped(m_annotationError->kind,
                                    target().bucket + "/" + target().key +
                                        " was copied, but these annotations of it were not: " + names));
}

} // namespace inia
