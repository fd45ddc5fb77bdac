#include "tests/support/sampleparams.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace inia::tests {

namespace {

constexpr std::size_t deepest = 6;

struct Named {
    std::string_view member;
    std::string_view text;
};
/// What rules and quirks look into.
constexpr std::array<Named, 10> knownMembers{{
    {"Bucket", "amzn-s3-demo-bucket"},
    {"CopySource", "amzn-s3-demo-source/key"},
    {"AccountId", "123456789012"},
    {"accountId", "123456789012"},
    {"OutpostId", "op-01ac5d28a6a232904"},
    {"EndpointId", "abc123.456def"},
    {"KvsARN", "arn:aws:cloudfront::123456789012:key-value-store/sample"},
    {"QueueARN", "arn:aws:kinesis:us-west-2:123456789012:queue/sample"},
    {"ChannelARN", "arn:aws:kinesis:us-west-2:123456789012:channel/sample"},
    {"PredictEndpoint", "https://realtime.example.com"},
}};
constexpr std::string_view sampleArn = "arn:aws:kinesis:us-west-2:123456789012:stream/orders";

class Sampler final {
public:
    Value structure(const Shape& shape)
    {
        Value result = Value::emptyMap();
        m_above.push_back(shape.name());
        if (shape.isUnion()) {
            const auto member = unionMember(shape);
            result.insert(member.name, value(member.shape, member.name));
        } else {
            for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
                const auto member = shape.memberAt(i);
                if (isRequired(shape, member.name) || mayGoDeeper(member.shape))
                    result.insert(member.name, value(member.shape, member.name));
            }
        }
        m_above.pop_back();
        return result;
    }

private:
    [[nodiscard]] bool isAbove(const Shape& shape) const
    {
        return std::find(m_above.begin(), m_above.end(), shape.name()) != m_above.end();
    }
    [[nodiscard]] bool mayGoDeeper(const Shape& shape) const
    {
        return m_above.size() < deepest && !isAbove(shape);
    }
    [[nodiscard]] static bool isRequired(const Shape& shape, std::string_view name)
    {
        for (const auto required : shape.required().items()) {
            if (required.text() == name)
                return true;
        }
        return false;
    }
    [[nodiscard]] static bool isScalar(const Shape& shape)
    {
        return shape.type() != ShapeType::Structure && shape.type() != ShapeType::List &&
               shape.type() != ShapeType::Map;
    }

    [[nodiscard]] Shape::Member unionMember(const Shape& shape) const
    {
        auto best = shape.memberAt(0);
        for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
            const auto member = shape.memberAt(i);
            if (isScalar(member.shape))
                return member;
            if (isAbove(best.shape))
                best = member;
        }
        return best;
    }

    Value value(const Shape& shape, std::string_view name)
    {
        switch (shape.type()) {
        case ShapeType::Structure:
            return shape.isDocument() ? Value::map({{"any", Value::list({1, "x", nullptr})}})
                                      : structure(shape);
        case ShapeType::List:
            return list(shape, name);
        case ShapeType::Map:
            return map(shape, name);
        case ShapeType::Blob:
            return QByteArray(std::max<qsizetype>(least(shape), 4), 'b');
        case ShapeType::Bool:
            return true;
        case ShapeType::Int:
        case ShapeType::Long:
            return std::max<std::int64_t>(least(shape), 7);
        case ShapeType::Float:
        case ShapeType::Double:
            return std::max(shape.trait("min").toDouble(), 1.5);
        case ShapeType::Time:
            return Timestamp{1'767'323'045, 678'000'000};
        default:
            return text(shape, name);
        }
    }

    Value list(const Shape& shape, std::string_view name)
    {
        Value items = Value::emptyList();
        const auto count = least(shape);
        if (count == 0 && !mayGoDeeper(shape.element()))
            return items;
        m_above.push_back(shape.name());
        for (std::int64_t i = 0; i < std::max<std::int64_t>(count, 1); ++i)
            items.append(value(shape.element(), name));
        m_above.pop_back();
        return items;
    }

    Value map(const Shape& shape, std::string_view name)
    {
        Value entries = Value::emptyMap();
        if (!mayGoDeeper(shape.value()))
            return entries;
        m_above.push_back(shape.name());
        entries.insert(text(shape.key(), "key"), value(shape.value(), name));
        m_above.pop_back();
        return entries;
    }

    [[nodiscard]] static std::int64_t least(const Shape& shape) { return shape.trait("min").toInt(); }

    [[nodiscard]] static std::string text(const Shape& shape, std::string_view name)
    {
        if (shape.trait("enum").size() > 0)
            return std::string(shape.trait("enum").at(0).text());
        std::string result = "sample";
        const auto known = std::find_if(knownMembers.begin(), knownMembers.end(),
                                        [name](const Named& entry) { return entry.member == name; });
        if (known != knownMembers.end())
            result = known->text;
        else if (name.ends_with("Arn") || name.ends_with("ARN") || name.ends_with("arn"))
            result = sampleArn;
        result.resize(std::max(result.size(), static_cast<std::size_t>(least(shape))), '1');
        return result;
    }

    std::vector<std::string_view> m_above; ///< names of the shapes we are in
};

} // namespace

Value sampleParams(const OperationModel& operation)
{
    return sampleValue(operation.input());
}

Value sampleValue(const Shape& structure)
{
    return structure.valid() ? Sampler().structure(structure) : Value::emptyMap();
}

} // namespace inia::tests
